import { fileText } from './file-text.js';
import { FileRefused } from './item.js';
import { readPackage } from './package/read-package.js';

/** The format that a file looks like, whatever its name says; null when it looks like none. */
export async function recognisedFormat(file: Buffer): Promise<string | null> {
  try {
    return file.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
      ? await zipped(file)
      : textual(fileText(file));
  } catch (error) {
    if (error instanceof FileRefused) return null;
    throw error;
  }
}

async function zipped(file: Buffer): Promise<string | null> {
  const files = await readPackage(file);
  if (files.has('xl/workbook.xml')) return 'xlsx';
  const name = [...files.keys()].find((each) => /(^|\/)imsmanifest\.xml$/.test(each));
  const manifest = name && (await files.get(name)!()).toString('utf8');
  if (!manifest) return null;
  return /imsqti_item_xmlv3p0|qtiv3p0/.test(manifest) ? 'qti30' : 'qti21';
}

function textual(text: string): string | null {
  const start = text.slice(0, 4000);
  if (/^\s*<(\?xml|!--|[a-z])/i.test(start)) {
    if (/<quiz[\s>]/.test(start)) return 'moodle-xml';
    if (/<qti-assessment-item[\s>]/.test(start)) return 'qti30';
    return /<assessmentItem[\s>]/.test(start) ? 'qti21' : null;
  }
  if (/^\s*ANSWER:\s*[A-Z]\s*$/im.test(text) && /^\s*A[.)]\s/m.test(text)) return 'aiken';
  return /\{[\s\S]*\}/.test(text) || /^::/m.test(text) ? 'gift' : null;
}
