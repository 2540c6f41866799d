import { Platform } from './1763700000000-platform.js';
import { Organisation } from './1763700000100-organisation.js';
import { Identity } from './1763700000200-identity.js';
import { Competency } from './1763700000300-competency.js';
import { Assessment } from './1763700000400-assessment.js';
import { Course } from './1763700000500-course.js';
import { Enrolment } from './1763700000600-enrolment.js';
import { Mastery } from './1763700000650-mastery.js';
import { Contest } from './1763700000680-contest.js';
import { Certificate } from './1763700000700-certificate.js';
import { Recognition } from './1763700000800-recognition.js';
import { Reporting } from './1763700000900-reporting.js';

/** In the order of the contexts: each may refer to the tables of those below it. */
export const migrations = [
  Platform,
  Organisation,
  Identity,
  Competency,
  Assessment,
  Course,
  Enrolment,
  Mastery,
  Contest,
  Certificate,
  Recognition,
  Reporting,
];
