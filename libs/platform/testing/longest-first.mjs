import Sequencer from '@jest/test-sequencer';

/** Files that take longest, though a fresh clone cannot know it: begun last, one of them would run on alone. */
const LONGEST = [
  'test/e2e/crawl',
  'test/e2e/question-types',
  'test/faults/kill-worker',
  'test/faults/kill-web',
  'signing/signing.it',
  'web/src/route-matrix',
  'template/templates.it',
  'practice/walkthrough',
  'attempt/walkthrough',
  'invigilation/deadlines',
  'register/gapless',
  'render/printed-templates',
  'signing/signatures.spec',
  'exchange/exchange.spec',
  'question-types/question-types.spec',
  'chain/issuing-chain',
];

const placeOf = ({ path }) => {
  const place = LONGEST.findIndex((part) => path.includes(part));
  return place === -1 ? LONGEST.length : place;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => placeOf(a) - placeOf(b));
  }
}
