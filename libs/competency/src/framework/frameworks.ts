import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Framework, type FrameworkComponent, type FrameworkLevel } from './framework.js';

interface Row {
  id: string;
  code: string;
  version: string;
  title: string;
  document: string;
}

/** Competency frameworks by their code (`tt02-2025`, `qd757-2025`). */
@Injectable()
export class Frameworks {
  private loaded = new Map<string, Framework>();

  constructor(private readonly db: DataSource) {}

  /** The newest version of a framework, or null. A version never changes once loaded, so it is read once. */
  async find(code: string): Promise<Framework | null> {
    const known = this.loaded.get(code);
    if (known) return known;
    const [row] = (await this.db.query(
      `SELECT id, code, version, title, document FROM framework WHERE code = $1
       ORDER BY effective_date DESC NULLS LAST, version DESC LIMIT 1`,
      [code],
    )) as Row[];
    if (!row) return null;
    const framework = await this.load(row);
    this.loaded.set(code, framework);
    return framework;
  }

  async componentName(framework: string, component: string): Promise<string | null> {
    return (await this.find(framework))?.component(component)?.name ?? null;
  }

  /** After a new version was loaded. */
  forget(): void {
    this.loaded = new Map();
  }

  private async load(row: Row): Promise<Framework> {
    const components: FrameworkComponent[] = await this.db.query(
      `SELECT c.code, c.name, c.description, d.code AS "domainCode", d.name AS "domainName"
       FROM framework_component c JOIN framework_domain d ON d.id = c.domain_id
       WHERE c.framework_id = $1 ORDER BY d.position, c.position`,
      [row.id],
    );
    const levels: FrameworkLevel[] = await this.db.query(
      'SELECT level, code, proficiency FROM framework_level WHERE framework_id = $1 ORDER BY level',
      [row.id],
    );
    return new Framework(
      row.code,
      row.version,
      row.title,
      row.document,
      new Map(components.map((component) => [component.code, component])),
      new Map(levels.map((level) => [level.level, level])),
    );
  }
}
