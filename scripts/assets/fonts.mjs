import fs from 'node:fs';
import path from 'node:path';
import subsetFont from 'subset-font';

const WEIGHTS = { 400: '400Regular', 700: '700Bold' };
const VIETNAMESE = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x102, 0x103],
  [0x110, 0x111],
  [0x128, 0x129],
  [0x168, 0x169],
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  [0x300, 0x303],
  [0x306, 0x306],
  [0x309, 0x309],
  [0x31b, 0x31b],
  [0x323, 0x323],
  [0x1ea0, 0x1ef9],
];
const PUNCTUATION = '–—‘’“”•…−×≥≤→←↑↓₫€\u2009\u202f';

const characters = () => {
  let text = PUNCTUATION;
  for (const [from, to] of VIETNAMESE) {
    for (let code = from; code <= to; code += 1) text += String.fromCodePoint(code);
  }
  return text;
};

/** Be Vietnam Pro, both weights, Latin and Vietnamese only; combining marks stay so that NFD text is whole. */
export function buildFonts(root) {
  const text = characters();
  return Promise.all(
    Object.entries(WEIGHTS).map(async ([weight, folder]) => {
      const source = path.join(
        root,
        `node_modules/@expo-google-fonts/be-vietnam-pro/${folder}/BeVietnamPro_${folder}.ttf`,
      );
      const font = await subsetFont(fs.readFileSync(source), text, {
        targetFormat: 'woff2',
        noHinting: true,
        keepFeatures: ['kern', 'ccmp', 'mark', 'mkmk'],
      });
      return [`be-vietnam-pro-${weight}.woff2`, Buffer.from(font)];
    }),
  );
}
