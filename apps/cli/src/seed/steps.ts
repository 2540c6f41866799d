import type { INestApplicationContext } from '@nestjs/common';
import { CertificateSeeder } from '#certificate';
import { FrameworkSeeder } from '#competency';
import { CourseSeeder } from '#course';
import { EnrolmentSeeder } from '#enrolment';
import { DemoPeopleSeeder } from '#identity';
import { DemoRulesSeeder } from '#mastery';
import { UnitSeeder } from '#organisation';
import { DemoRecognitionSeeder } from '#recognition';
import { demoBlueprint } from './demo-blueprint.js';
import { demoContests } from './demo-contests.js';

export interface SeedStep {
  name: string;
  /** Invented people and what they did: never loaded into a real installation. */
  demoOnly?: boolean;
  /** Must be repeatable: a second run changes nothing. Returns how many things it added. */
  run(app: INestApplicationContext): Promise<number>;
}

/** In order: each step may rely on those above it. */
export const seedSteps: readonly SeedStep[] = [
  { name: 'units', run: (app) => app.get(UnitSeeder, { strict: false }).run() },
  { name: 'frameworks', run: (app) => app.get(FrameworkSeeder, { strict: false }).run() },
  { name: 'demo-people', demoOnly: true, run: (app) => app.get(DemoPeopleSeeder, { strict: false }).run() },
  { name: 'courses', run: (app) => app.get(CourseSeeder, { strict: false }).run() },
  {
    name: 'demo-skill-rules',
    demoOnly: true,
    run: (app) => app.get(DemoRulesSeeder, { strict: false }).run(),
  },
  { name: 'classes', run: (app) => app.get(EnrolmentSeeder, { strict: false }).classesOfSeason() },
  { name: 'issuers', run: (app) => app.get(CertificateSeeder, { strict: false }).run() },
  {
    name: 'demo-learner',
    demoOnly: true,
    run: (app) => app.get(EnrolmentSeeder, { strict: false }).demoLearner(),
  },
  {
    name: 'demo-recognition',
    demoOnly: true,
    run: (app) => app.get(DemoRecognitionSeeder, { strict: false }).run(),
  },
  { name: 'demo-blueprint', demoOnly: true, run: demoBlueprint },
  { name: 'demo-contests', demoOnly: true, run: demoContests },
];
