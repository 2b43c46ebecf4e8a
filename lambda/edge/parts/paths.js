// Reads the path of a request, so that equal paths are equal: percent-encoded letters in either case of their digits, and letters
// with marks in one character or in several. Pairs of the latter that the shop uses are put in when the template is made.
const composed = '__COMPOSED__'.split(',');

const plainPath = /^[A-Za-z0-9._~!$'()*,;:@/&=+%-]*$/;
const needlesslyEncoded = /%(?:2d|2e|5f|7e|3\d|4\d|4[a-f]|5\d|5a|6[1-9a-f]|7[0-9a])/i;
const ambiguous = /%(?:2f|5c|[01][0-9a-f]|7f)/i;
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;

// The path as text; nothing for what is no path of a shop.
// biome-ignore lint/correctness/noUnusedVariables: the handler below it asks for the path.
function readPath(uri) {
  if (!plainPath.test(uri) || ambiguous.test(uri)) return undefined;
  let path;
  try {
    path = decodeURIComponent(uri);
  } catch (_error) {
    return undefined;
  }
  if (dotSegment.test(path)) return undefined;
  return composed.reduce((text, pair) => {
    const sides = pair.split('=');
    return sides.length === 2 ? text.split(sides[0]).join(sides[1]) : text;
  }, path);
}

// Behaviours are chosen by the path as it is sent, so a path that hides plain letters is led to its plain spelling.
// biome-ignore lint/correctness/noUnusedVariables: the handler below it asks.
function isHidden(uri) {
  return needlesslyEncoded.test(uri);
}

// The one spelling of a path.
// biome-ignore lint/correctness/noUnusedVariables: the handler below it spells the path.
function spell(path) {
  return encodeURIComponent(path).replace(/%(?:2F|24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);
}
