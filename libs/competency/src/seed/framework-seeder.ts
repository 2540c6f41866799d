import fs from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { projectRoot } from '#platform/i18n';
import { Crosswalks } from '../crosswalk/crosswalks.js';
import { parseDocument } from '../document/json-file.js';
import { FrameworkVersions } from '../version/framework-versions.js';
import { VersionImports } from '../version/version-imports.js';
import { VersionPublication } from '../version/version-publication.js';
import {
  CIRCULAR,
  type CircularFile,
  circularDocument,
  DECISION,
  type DecisionFile,
  decisionDocument,
} from './reference-documents.js';
import { studentCrosswalk } from './student-crosswalk.js';

const FOLDER = path.join(projectRoot, 'seeds/reference');

/** Brings the frameworks of the reference into force. A framework that is already there is left as it is. */
@Injectable()
export class FrameworkSeeder {
  constructor(
    private readonly versions: FrameworkVersions,
    private readonly imports: VersionImports,
    private readonly publication: VersionPublication,
    private readonly crosswalks: Crosswalks,
  ) {}

  /** Returns how many frameworks were added. */
  async run(): Promise<number> {
    const circular = circularDocument(
      await readReference<CircularFile>('digital-competence-framework-tt02.json'),
    );
    const decisionFile = await readReference<DecisionFile>('digital-skills-framework-757.json');
    const decision = decisionDocument(decisionFile);
    let added = 0;
    for (const raw of [circular, decision]) {
      const document = parseDocument(raw);
      const { code, version } = document.framework;
      if ((await this.versions.ofFramework(code)).some((each) => each.status !== 'draft')) continue;
      await this.imports.import(document, null);
      await this.publication.publish(code, version, null);
      added += 1;
    }
    if (!(await this.crosswalks.find(CIRCULAR, DECISION))) {
      const source = decisionFile.groups.flatMap((group) => group.skillAreas)[0]?.source ?? '';
      await this.crosswalks.import(studentCrosswalk(circular, decision, source), null);
    }
    return added;
  }
}

async function readReference<T>(name: string): Promise<T> {
  return JSON.parse(await fs.readFile(path.join(FOLDER, name), 'utf8')) as T;
}
