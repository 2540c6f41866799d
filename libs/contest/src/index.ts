export { ContestModule } from './contest.module.js';
export { DemoContestSeeder } from './seed/demo-contest.seeder.js';
export {
  type AwardedPerson,
  type AwardedRound,
  type AwardedUnit,
  AwardPlaces,
} from './standing/award-places.js';
export { ContestAnswers, type ContestStandings } from './standing/contest-answers.js';
export { Counting } from './standing/counting.js';
