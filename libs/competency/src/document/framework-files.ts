import { Injectable } from '@nestjs/common';
import { Catalogue, type Locale } from '#platform/i18n';
import { problemsOf } from './check-document.js';
import type { FrameworkDocument } from './framework-document.js';
import { parseDocument, writeJson } from './json-file.js';
import { openFile } from './open-file.js';
import { FileRefused } from './problem.js';
import { type Located, readSheets } from './read-xlsx.js';
import { writeXlsx } from './write-xlsx.js';
import { XlsxWords } from './xlsx-words.js';

/** Frameworks as files: XLSX for people, JSON for programs. What was written reads back the same. */
@Injectable()
export class FrameworkFiles {
  private readonly catalogue = new Catalogue();
  private readonly words = new XlsxWords(this.catalogue);

  /** A document in which everything fits together. Throws {@link FileRefused} with all that does not. */
  async read(file: Buffer): Promise<FrameworkDocument> {
    const { document, locate } = await this.open(file);
    const problems = problemsOf(document);
    if (problems.length > 0) throw new FileRefused(problems.map(locate));
    return document;
  }

  xlsx(document: FrameworkDocument, locale: Locale): Promise<Buffer> {
    return writeXlsx(document, this.catalogue.for(locale));
  }

  json(document: FrameworkDocument): Buffer {
    return Buffer.from(writeJson(document));
  }

  private async open(file: Buffer): Promise<Located> {
    const opened = await openFile(file);
    if ('sheets' in opened) return readSheets(opened.sheets, this.words);
    return { document: parseDocument(opened.value), locate: (problem) => problem };
  }
}
