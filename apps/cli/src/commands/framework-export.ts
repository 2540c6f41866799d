import fs from 'node:fs/promises';
import path from 'node:path';
import { CIRCULAR, FILE_FORMATS, type FileFormat, FrameworkExchange } from '#competency';
import { type Command, Refused, UsageError } from '../command.js';

/** Without --out the JSON formats are the answer itself. */
export const frameworkExport: Command = {
  name: 'framework:export',
  summary: 'Write a competency framework as 1EdTech CASE 1.1, JSON or XLSX',
  usage: 'framework:export --format case|json|xlsx [--framework CODE] [--version V] [--out FILE]',
  options: {
    format: { type: 'string' },
    framework: { type: 'string' },
    version: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ values, app }) {
    const format = values['format'] as FileFormat;
    if (!FILE_FORMATS.includes(format)) throw new UsageError('--format is case, json or xlsx.');
    const out = values['out'] as string | undefined;
    if (format === 'xlsx' && !out) throw new UsageError('--format xlsx needs --out FILE.');
    const exchange = (await app()).get(FrameworkExchange, { strict: false });
    const wanted = values['version'] as string | undefined;
    const version = await exchange.version((values['framework'] as string | undefined) ?? CIRCULAR, wanted);
    const { content } = await exchange.export(version, format, 'vi');
    if (!out) return JSON.parse(content.toString('utf8')) as object;
    // npm runs scripts in the project's folder; the file belongs where the operator stands.
    const file = path.resolve(process.env['INIT_CWD'] ?? '.', out);
    await fs.writeFile(file, content).catch(() => {
      throw new Refused(`The file cannot be written: ${file}`);
    });
    return { file, bytes: content.length, format, framework: version.code, version: version.version };
  },
};
