import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { projectRoot } from '#platform/i18n';
import { newId } from '#platform/ids';
import { Course } from '../version/course.entity.js';
import { CourseRepository } from '../version/course.repository.js';
import { CourseVersion } from '../version/course-version.entity.js';
import { Publisher } from '../version/publisher.js';
import { readCourseFolder } from './course-folder.js';
import { SeedBuilder } from './seed-builder.js';
import { type SeedCourse, SeedInvalid } from './seed-course.js';

/** `kept`: authors changed the course in the browser since, and their work is not overwritten. */
export type SeedOutcome = 'created' | 'updated' | 'unchanged' | 'kept';

/** Loads courses kept as files. The same content again changes nothing; changed content is published anew. */
@Injectable()
export class CourseSeeder {
  constructor(
    private readonly db: DataSource,
    private readonly repository: CourseRepository,
    private readonly builder: SeedBuilder,
    private readonly publisher: Publisher,
  ) {}

  /**
   * Every folder below `root`, in the order of their names; returns how many courses are new or published anew.
   * Throws {@link SeedInvalid} for the first wrong one; those before it stay loaded.
   */
  async run(root = path.join(projectRoot, 'seeds/courses')): Promise<number> {
    const entries = await fs.readdir(root, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    let changed = 0;
    for (const folder of folders.sort()) {
      const outcome = await this.load(path.join(root, folder));
      if (outcome === 'created' || outcome === 'updated') changed += 1;
    }
    return changed;
  }

  async load(folder: string): Promise<SeedOutcome> {
    const seed = await readCourseFolder(folder);
    return inTransaction(this.db, (tx) => this.bring(tx, seed, folder));
  }

  private async bring(tx: EntityManager, seed: SeedCourse, folder: string): Promise<SeedOutcome> {
    const found = await this.ensureCourse(tx, seed, folder);
    const course = await this.repository.lock(tx, found.id);
    const history = await tx.find(CourseVersion, {
      where: { courseId: course.id },
      order: { number: 'DESC' },
    });
    if (history.some((version) => version.seedSha256?.equals(seed.sha256))) return 'unchanged';
    if (history[0] && !history[0].seedSha256) return 'kept';
    const version = await this.builder.build(tx, course.id, seed, history[0] ?? null);
    await this.repository.save(tx, version);
    await this.publisher.publish(tx, version, null);
    return history.length > 0 ? 'updated' : 'created';
  }

  private async ensureCourse(
    tx: EntityManager,
    { course }: SeedCourse,
    folder: string,
  ): Promise<{ id: string }> {
    const known = await tx.findOneBy(Course, { slug: course.slug });
    if (known) return known;
    const owners: { id: string }[] = await tx.query(
      `SELECT id FROM unit WHERE CASE WHEN $1::text IS NULL THEN kind = 'country' ELSE code = $1 END LIMIT 1`,
      [course.owner ?? null],
    );
    if (!owners[0])
      throw new SeedInvalid(folder, [`course.yaml: there is no unit ${course.owner ?? 'for the country'}`]);
    const id = newId();
    await tx.query(
      `INSERT INTO course (id, slug, code, owner_unit_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (slug) DO NOTHING`,
      [id, course.slug, course.code, owners[0].id],
    );
    return tx.findOneByOrFail(Course, { slug: course.slug });
  }
}
