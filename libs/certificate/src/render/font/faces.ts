import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Face } from './face.js';

const require = createRequire(import.meta.url);

function load(style: string, file: string): Face {
  return new Face(readFileSync(require.resolve(`@expo-google-fonts/eb-garamond/${style}/${file}.ttf`)));
}

/** EB Garamond (SIL OFL), whole: every Vietnamese letter and the minority languages' too. Parsed at load. */
export const faces = {
  regular: load('400Regular', 'EBGaramond_400Regular'),
  bold: load('600SemiBold', 'EBGaramond_600SemiBold'),
  italic: load('400Regular_Italic', 'EBGaramond_400Regular_Italic'),
};

export type { Face };
export type FaceName = keyof typeof faces;
