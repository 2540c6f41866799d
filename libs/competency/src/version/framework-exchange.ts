import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import type { Locale } from '#platform/i18n';
import { CasePackages } from '../case/case-packages.js';
import type { FrameworkDocument } from '../document/framework-document.js';
import { FrameworkFiles } from '../document/framework-files.js';
import { type FrameworkVersion, FrameworkVersions } from './framework-versions.js';
import { type ImportAnswer, VersionImports } from './version-imports.js';
import { VersionPublication } from './version-publication.js';

export const FILE_FORMATS = ['xlsx', 'json', 'case'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface FrameworkFile {
  content: Buffer;
  name: string;
  type: string;
}

/** Frameworks in and out as files, for pages and commands alike. */
@Injectable()
export class FrameworkExchange {
  constructor(
    private readonly files: FrameworkFiles,
    private readonly versions: FrameworkVersions,
    private readonly imports: VersionImports,
    private readonly publication: VersionPublication,
    private readonly packages: CasePackages,
  ) {}

  /** Throws FileRefused or DomainError. */
  async import(file: Buffer, actorId: string | null, dryRun = false): Promise<ImportAnswer> {
    return this.imports.import(await this.files.read(file), actorId, dryRun);
  }

  publish(code: string, version: string, actorId: string | null): Promise<void> {
    return this.publication.publish(code, version, actorId);
  }

  /** The version in force, or the one asked for. Throws NotFound. */
  async version(code: string, version?: string): Promise<FrameworkVersion> {
    const found = await (version ? this.versions.find(code, version) : this.versions.inForce(code));
    if (!found) throw new NotFound('competency.no-such-version');
    return found;
  }

  async export(version: FrameworkVersion, format: FileFormat, locale: Locale): Promise<FrameworkFile> {
    const base = `${version.code}-${version.version}`;
    if (format === 'case') {
      const content = Buffer.from(`${JSON.stringify(await this.packages.of(version), null, 1)}\n`);
      return { content, name: `${base}.case.json`, type: 'application/json' };
    }
    const document = await this.versions.document(version.id);
    return this.write(document, format, base, locale);
  }

  /** Without rows: what a new framework is written into. */
  template(locale: Locale): Promise<FrameworkFile> {
    const framework = {
      code: '',
      version: '1.0',
      title: '',
      document: '',
      effectiveDate: null,
      appliesTo: null,
    };
    const empty = { levels: [], domains: [], components: [], indicators: [] };
    return this.write(
      { framework: { ...framework, notes: [], retired: [] }, ...empty },
      'xlsx',
      'framework',
      locale,
    );
  }

  private async write(
    document: FrameworkDocument,
    format: 'xlsx' | 'json',
    base: string,
    locale: Locale,
  ): Promise<FrameworkFile> {
    if (format === 'json')
      return { content: this.files.json(document), name: `${base}.json`, type: 'application/json' };
    return { content: await this.files.xlsx(document, locale), name: `${base}.xlsx`, type: XLSX };
  }
}
