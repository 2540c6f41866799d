import fs from 'node:fs/promises';
import path from 'node:path';
import { chooseSigner, modelOfSample, RenderRefused, renderCertificate, sampleInput } from '#certificate';
import { Catalogue } from '#platform/i18n';
import { type Command, Refused, UsageError } from '../command.js';

interface Answer {
  file: string;
  bytes: number;
  /** Always the key for trials: a sample is no certificate. */
  signedBy: 'development';
}

/** A paper from invented facts, to look at before anything is issued. Nothing is numbered or recorded. */
export const certificateRender: Command = {
  name: 'certificate:render',
  summary: 'Print a sample certificate, marked as a trial, from facts in JSON',
  usage: 'certificate:render SAMPLE.json --out FILE.pdf   (shape: docs/how-to/in-thu-giay-chung-nhan.md)',
  options: { out: { type: 'string' } },
  async run({ values, positionals, config }): Promise<Answer> {
    const [source, ...more] = positionals;
    const { out } = values;
    if (!source || more.length > 0 || typeof out !== 'string')
      throw new UsageError('Give one SAMPLE.json and --out FILE.pdf.');
    const model = modelOfSample(await sampleIn(source), config.publicUrl, new Date());
    const { dataDir } = config;
    const signer = chooseSigner({
      dataDir,
      signing: { key: { kind: 'development' }, timeStampUrl: null },
    });
    const page = await renderCertificate(model, { signatureRoom: signer.describe().room }).catch(refused);
    const { pdfs } = await signer.sign([page], new Date());
    const file = here(out);
    await fs.writeFile(file, pdfs[0]!).catch((error: Error) => {
      throw new Refused(`${file} cannot be written: ${error.message}`);
    });
    return { file, bytes: pdfs[0]!.length, signedBy: 'development' };
  },
  print(answer) {
    const { file, bytes } = answer as Answer;
    return `${file} (${bytes} bytes)`;
  },
};

// npm runs scripts in the project's folder; a relative path is meant from where the operator stands.
const here = (given: string): string => path.resolve(process.env['INIT_CWD'] ?? '.', given);

async function sampleIn(source: string) {
  const file = here(source);
  const text = await fs.readFile(file, 'utf8').catch((error: Error) => {
    throw new Refused(`${file} cannot be read: ${error.message}`);
  });
  let given: unknown;
  try {
    // Editors on Windows put a mark before the text.
    given = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Refused(`${file} is not JSON: ${(error as Error).message}`);
  }
  const parsed = sampleInput.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ at: issue.path.join('.'), problem: issue.message }));
  const lines = problems.map(({ at, problem }) => `  ${at || '(the whole)'}: ${problem}`);
  throw new Refused(`${file} is no sample:\n${lines.join('\n')}`, {
    refused: { code: 'sample.invalid', problems },
  });
}

function refused(error: unknown): never {
  if (!(error instanceof RenderRefused)) throw error;
  const words = new Catalogue();
  const { code, params } = error;
  const field = typeof params['field'] === 'string' ? params['field'] : null;
  const shown = field ? { ...params, field: words.translate('vi', `certificate.field.${field}`) } : params;
  const message = words.translate('vi', `errors.${code}`, shown);
  throw new Refused(message, { refused: { code, field, message } });
}
