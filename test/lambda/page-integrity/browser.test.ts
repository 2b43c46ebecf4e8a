import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { startBrowser } from '../../../lambda/page-integrity-browser/browser.ts';
import { browserFolder } from '../../support/browser.ts';

const scratch = mkdtempSync(join(tmpdir(), 'palisade-browser-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder with the browser in it, and with some other fonts. */
async function browserWith(fill: (fonts: string) => void): Promise<string> {
  const unpacked = await browserFolder();
  const folder = mkdtempSync(join(scratch, 'unpacked-'));
  for (const name of ['chromium', 'al2023']) symlinkSync(join(unpacked, name), join(folder, name));
  mkdirSync(join(folder, 'fonts'));
  fill(join(folder, 'fonts'));
  return folder;
}

describe('a browser is not handed out, and one sentence says why,', () => {
  const usual = process.env['FONTCONFIG_PATH'];
  afterEach(() => {
    if (usual === undefined) delete process.env['FONTCONFIG_PATH'];
    else process.env['FONTCONFIG_PATH'] = usual;
  });

  test('where its folder of fonts is pointed at nothing', async () => {
    process.env['FONTCONFIG_PATH'] = join(scratch, 'nothing');
    await expect(startBrowser(await browserFolder())).rejects.toMatchObject({
      code: 'WithoutFonts',
      message: `the browser finds no fonts: ${scratch}/nothing holds no fonts.conf`,
    });
  });

  test.each([
    ['names no folder', '<fontconfig></fontconfig>'],
    ['names a folder that is not there', '<fontconfig><dir>/nowhere/fonts</dir></fontconfig>'],
  ])('where the list of its fonts %s', async (_, list) => {
    const folder = await browserWith((fonts) => writeFileSync(join(fonts, 'fonts.conf'), list));
    await expect(startBrowser(folder)).rejects.toMatchObject({
      code: 'WithoutFonts',
      message: `the browser finds no fonts in ${folder}/fonts, so it cannot draw text`,
    });
  });

  test('where the fonts themselves are gone', async () => {
    const unpacked = await browserFolder();
    const folder = await browserWith((fonts) => {
      cpSync(join(unpacked, 'fonts', 'fonts.conf'), join(fonts, 'fonts.conf'));
    });
    await expect(startBrowser(folder)).rejects.toMatchObject({ code: 'WithoutFonts' });
  });

  test('where it is not there', async () => {
    const folder = await browserWith((fonts) => writeFileSync(join(fonts, 'fonts.conf'), ''));
    rmSync(join(folder, 'chromium'));
    await expect(startBrowser(folder)).rejects.toMatchObject({
      code: 'NotStarted',
      message: expect.stringMatching(/^the browser \S+\/chromium did not start: /),
    });
  });
});

test('a browser draws text with its own fonts, wherever it was unpacked', async () => {
  const unpacked = await browserFolder();
  const folder = await browserWith((fonts) => cpSync(join(unpacked, 'fonts'), fonts, { recursive: true }));
  const browser = await startBrowser(folder);
  const page = await browser.newPage();
  await page.setContent('<span>Text</span>');
  const session = await page.createCDPSession();
  await Promise.all([session.send('DOM.enable'), session.send('CSS.enable')]);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'span' });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  expect(fonts.map(({ familyName }) => familyName)).toEqual(['Open Sans']);
  await browser.close();
});
