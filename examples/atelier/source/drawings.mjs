/** Glaze light and dark, clay, wall and table of each palette. */
const palettes = {
  fjord: ['#7fb0ae', '#2f6a70', '#c9a888', '#e6ecea', '#cfdad7'],
  heather: ['#b59ac0', '#6c4f7c', '#bfa59a', '#eee8ef', '#ddd2df'],
  snow: ['#fbf9f4', '#c9c5ba', '#b99f86', '#dfe4e6', '#c8d0d3'],
  bark: ['#a97f58', '#543a26', '#cfb393', '#f0e9df', '#ded2c1'],
  moss: ['#a9b37d', '#56622f', '#c8ac8b', '#eceee2', '#d7dbc4'],
  rowan: ['#d9775a', '#8c2f20', '#cda98c', '#f4e9e3', '#e5d2c8'],
};

const shadow = (width, y = 392) =>
  `<ellipse cx="200" cy="${y}" rx="${width}" ry="14" fill="#000" opacity=".14"/>`;

/** A vessel: its outline is filled with clay, and with glaze down to a wavy line. */
function vessel(outline, line, mouth) {
  return [
    `<clipPath id="body"><path d="${outline}"/></clipPath>`,
    '<g clip-path="url(#body)"><rect width="400" height="500" fill="url(#clay)"/>',
    `<path d="M0 0h400v${line}c-60 18-110-14-170 4s-120 16-230-2z" fill="url(#glaze)"/></g>`,
    mouth
      ? `<ellipse cx="200" cy="${mouth[0]}" rx="${mouth[1]}" ry="${mouth[2]}" fill="url(#rim)"/><ellipse cx="200" cy="${mouth[0] + 2}" rx="${mouth[1] - 7}" ry="${mouth[2] - 3}" fill="#000" opacity=".45"/>`
      : '',
  ].join('');
}

const drawings = {
  mug: (variant) =>
    shadow(110) +
    `<path d="M272 232c70-14 78 112-6 108" fill="none" stroke="url(#rim)" stroke-width="18" stroke-linecap="round"/>` +
    (variant
      ? vessel('M122 206q-14 96 16 178h124q30-82 16-178z', 330, [206, 78, 16])
      : vessel('M122 196v142q0 50 44 50h68q44 0 44-50V196z', 322, [196, 78, 17])),
  bowl: (variant) =>
    shadow(variant ? 96 : 80) +
    (variant
      ? vessel('M64 270q10 118 96 118h80q86 0 96-118z', 342, [270, 136, 26])
      : vessel('M84 250q4 104 70 138h92q66-34 70-138z', 330, [250, 116, 24])),
  vase: (variant) =>
    shadow(76) +
    `<path d="M200 ${variant ? 190 : 150}q-14-60 20-112M206 130q24-8 32-34M204 108q-26-10-30-36" fill="none" stroke="#5d6b3c" stroke-width="4" stroke-linecap="round"/>` +
    (variant
      ? vessel(
          'M170 196q-2 20-24 34-52 34-40 96 10 62 58 62h72q48 0 58-62 12-62-40-96-22-14-24-34z',
          340,
          [196, 30, 8],
        )
      : vessel('M178 160v62q-46 26-46 96 0 54 34 70h68q34-16 34-70 0-70-46-96v-62z', 336, [160, 22, 6])),
  plate: (variant) =>
    `<circle cx="200" cy="256" r="150" fill="#000" opacity=".12" transform="translate(6 10)"/><circle cx="200" cy="256" r="150" fill="url(#glaze)"/>` +
    `<circle cx="200" cy="256" r="${variant ? 138 : 112}" fill="url(#rim)"/><circle cx="200" cy="256" r="${variant ? 132 : 104}" fill="url(#glaze)"/>` +
    '<path d="M130 210a92 92 0 0 1 90-46" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".3"/>',
  print: (variant) =>
    '<rect x="86" y="76" width="240" height="340" fill="#000" opacity=".12"/><rect x="80" y="68" width="240" height="340" fill="#fbf9f3"/>' +
    '<clipPath id="sheet"><rect x="106" y="96" width="188" height="256"/></clipPath><g clip-path="url(#sheet)"><rect x="106" y="96" width="188" height="256" fill="url(#sky)"/>' +
    (variant
      ? '<circle cx="240" cy="158" r="30" fill="url(#clay)"/><path d="M106 300l52-96 34 52 40-84 62 112v70H106z" fill="url(#rim)"/><path d="M106 330l70-60 50 40 68-44v90H106z" fill="url(#glaze)"/>'
      : '<circle cx="156" cy="160" r="26" fill="url(#clay)"/><path d="M106 262c40-26 70 6 110-12s50-6 78-12v120H106z" fill="url(#glaze)"/><path d="M106 304c50-22 96 16 188-14v70H106z" fill="url(#rim)"/>') +
    '</g><path d="M250 384h40M110 384h22" stroke="#8a8478" stroke-width="2"/>',
  candle: (variant) =>
    shadow(84) +
    '<path d="M192 96q8-28 8-40 12 22 8 40z" fill="#f0b455"/><path d="M200 96v14" stroke="#4a4034" stroke-width="3"/><rect x="186" y="110" width="28" height="150" rx="4" fill="#f4eee0"/>' +
    (variant
      ? vessel('M160 260h80q4 60 46 84 12 44-20 44H134q-32 0-20-44 42-24 46-84z', 344)
      : vessel('M172 258h56v60q56 14 56 50 0 20-24 20H140q-24 0-24-20 0-36 56-50z', 340)),
  jug: (variant) =>
    shadow(96) +
    '<path d="M270 214c78-10 70 130-4 136" fill="none" stroke="url(#rim)" stroke-width="17" stroke-linecap="round"/>' +
    vessel(
      variant
        ? 'M118 176l30 20h112q-4 40 12 86 22 106-42 106h-64q-64 0-42-106 14-40 16-76z'
        : 'M112 140l34 22h112q-2 60 14 110 26 116-40 116h-66q-66 0-42-116 14-46 12-100z',
      326,
    ),
};

/** The drawing of a product as an SVG document. */
export function drawing({ kind, palette, variant }, title) {
  const [light, dark, clay, wall, table] = palettes[palette];
  const gradient = (id, from, to, extra = '') =>
    `<linearGradient id="${id}"${extra}><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500">',
    `<title>${title}</title>`,
    `<defs>${gradient('glaze', light, dark)}${gradient('rim', dark, light)}${gradient('clay', clay, '#8f745b')}${gradient('sky', wall, light, ' x2="0" y2="1"')}</defs>`,
    `<rect width="400" height="500" fill="${wall}"/><rect y="346" width="400" height="154" fill="${table}"/>`,
    drawings[kind](variant),
    '</svg>\n',
  ].join('');
}
