import { certificates } from './certificates.mjs';
import { clockStreams } from './clock-streams.mjs';
import { examJourney } from './exam-journey.mjs';
import { examRush } from './exam-rush.mjs';
import { exports } from './exports.mjs';
import { grading } from './grading.mjs';
import { imports } from './imports.mjs';
import { issueBulk } from './issue-bulk.mjs';
import { itemAnalysis } from './item-analysis.mjs';
import { oneMoreSitter } from './one-more-sitter.mjs';
import { pages } from './pages.mjs';
import { questionImports } from './question-imports.mjs';
import { signIns } from './sign-in.mjs';
import { startWarm } from './start-warm.mjs';
import { verify } from './verify.mjs';
import { weights } from './weights.mjs';

/** In the order they run. */
export const benches = [
  pages,
  weights,
  signIns,
  examJourney,
  examRush,
  clockStreams,
  oneMoreSitter,
  grading,
  itemAnalysis,
  certificates,
  issueBulk,
  verify,
  exports,
  imports,
  questionImports,
  startWarm,
];
