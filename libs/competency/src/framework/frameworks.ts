import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '#platform/clock';
import { Framework, type FrameworkComponent, type FrameworkLevel } from './framework.js';

/** A transaction passes itself, so that it never waits for a second connection. */
type Db = Pick<EntityManager, 'query'>;

interface Row {
  id: string;
  code: string;
  version: string;
  title: string;
  document: string;
}

/** After this long another process may have brought a version into force. */
const FRESH_MS = 15_000;

/** Competency frameworks by their code (`tt02-2025`, `qd757-2025`): the version in force, or a given one. */
@Injectable()
export class Frameworks {
  private inForce = new Map<string, { versionId: string | null; asked: number }>();
  /** A version never changes once in force, so it is read once. */
  private readonly loaded = new Map<string, Framework>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The version in force, or null. */
  async find(code: string, db: Db = this.db): Promise<Framework | null> {
    const now = this.clock.now().getTime();
    const known = this.inForce.get(code);
    if (known && now - known.asked < FRESH_MS)
      return known.versionId === null ? null : this.byVersion(known.versionId, db);
    const [row] = (await db.query(
      `SELECT v.id FROM framework_version v JOIN framework f ON f.id = v.framework_id
       WHERE f.code = $1 AND v.status = 'in-force'`,
      [code],
    )) as { id: string }[];
    this.inForce.set(code, { versionId: row?.id ?? null, asked: now });
    return row ? this.byVersion(row.id, db) : null;
  }

  /** A version in force or superseded; null when there is none of this id, or it is a draft. */
  async byVersion(versionId: string, db: Db = this.db): Promise<Framework | null> {
    const known = this.loaded.get(versionId);
    if (known) return known;
    const [row] = (await db.query(
      `SELECT v.id, f.code, v.version, v.title, v.document FROM framework_version v
       JOIN framework f ON f.id = v.framework_id WHERE v.id = $1 AND v.status <> 'draft'`,
      [versionId],
    )) as Row[];
    if (!row) return null;
    const framework = await this.load(row, db);
    this.loaded.set(versionId, framework);
    return framework;
  }

  /** Codes of the frameworks that have a version in force, oldest first. */
  private async codes(db: Db = this.db): Promise<string[]> {
    const rows: { code: string }[] = await db.query(
      `SELECT f.code FROM framework f JOIN framework_version v ON v.framework_id = f.id
       WHERE v.status = 'in-force' ORDER BY f.created_at, f.code`,
    );
    return rows.map((row) => row.code);
  }

  /** Each framework in its version in force. */
  async allInForce(db: Db = this.db): Promise<Framework[]> {
    const found: Framework[] = [];
    for (const code of await this.codes(db)) {
      const framework = await this.find(code, db);
      if (framework) found.push(framework);
    }
    return found;
  }

  async componentName(framework: string, component: string): Promise<string | null> {
    return (await this.find(framework))?.component(component)?.name ?? null;
  }

  /** After a version came into force. */
  forget(): void {
    this.inForce = new Map();
  }

  private async load(row: Row, db: Db): Promise<Framework> {
    const components: FrameworkComponent[] = await db.query(
      `SELECT c.code, c.name, c.description, d.code AS "domainCode", d.name AS "domainName"
       FROM framework_component c JOIN framework_domain d ON d.id = c.domain_id
       WHERE c.version_id = $1 ORDER BY d.position, c.position`,
      [row.id],
    );
    const levels: FrameworkLevel[] = await db.query(
      'SELECT level, code, proficiency FROM framework_level WHERE version_id = $1 ORDER BY level',
      [row.id],
    );
    // Of this version and those before it; the newest word on an old code counts.
    const successors: { former: string; code: string }[] = await db.query(
      `SELECT unnest(c.replaces) AS former, c.code FROM framework_component c
       JOIN framework_version v ON v.id = c.version_id JOIN framework_version this ON this.id = $1
       WHERE v.framework_id = this.framework_id AND v.published_at <= this.published_at ORDER BY v.published_at`,
      [row.id],
    );
    return new Framework(
      row.code,
      row.version,
      row.id,
      row.title,
      row.document,
      new Map(components.map((component) => [component.code, component])),
      new Map(levels.map((level) => [level.level, level])),
      new Map(successors.map(({ former, code }) => [former, code])),
    );
  }
}
