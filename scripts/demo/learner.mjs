/** One learner from the printed code to the result page, through pages and forms as a browser without scripts. */
import { parse } from 'node-html-parser';
import { textOf, Visitor } from '../lib/visitor.mjs';
import { recount } from './answer-key.mjs';

const COURSE = 'ung-dung-ai-trong-cong-vu';
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Uses the printed code and chooses a password; ends signed in. */
export async function activate(origin, { code }, password) {
  const visitor = new Visitor(origin);
  (await visitor.get('/activate')).expectOk('activation page');
  (await visitor.post('/activate', { code })).expectOk('code');
  const secret = parse(visitor.html).querySelector('input[name=secret]')?.getAttribute('value');
  if (!secret) throw new Error(`The code was not accepted: ${textOf(visitor.html).slice(0, 200)}`);
  await visitor.post('/activate/password', { secret, password });
  if (!visitor.cookies.has('hv'))
    throw new Error(`Not signed in after activation: ${textOf(visitor.html).slice(0, 200)}`);
  return visitor;
}

/** Studies every lesson in order; returns the address of the enrolment. */
export async function study(visitor) {
  (await visitor.get(`/courses/${COURSE}`)).expectOk('course page');
  const start = parse(visitor.html)
    .querySelector('form[action^="/learn/"][action$="/start"]')
    ?.getAttribute('action');
  if (!start) throw new Error(`The course page offers no start: ${textOf(visitor.html).slice(0, 300)}`);
  (await visitor.post(start)).expectOk('start');
  const base = start.replace(/\/start$/, '');
  (await visitor.get(base)).expectOk('outline');
  const lessons = [...new Set(visitor.html.match(new RegExp(`${base}/lessons/[\\w-]+`, 'g')) ?? [])];
  if (lessons.length < 10) throw new Error(`Only ${lessons.length} lessons are offered`);
  for (const lesson of lessons) {
    (await visitor.get(lesson)).expectOk('lesson');
    (await visitor.post(`${lesson}/completion`)).expectOk('lesson done');
  }
  return base;
}

/**
 * Sits the examination, answering right with the probability `ability`. Returns the attempt's address and the
 * recount of what was answered.
 */
export async function sit(visitor, base, { key, ability, random, passPercent }) {
  (await visitor.post(`${base}/attempts`)).expectOk('start of the examination');
  const attempt = /^\/attempts\/[\w-]+/.exec(visitor.path)?.[0];
  if (!attempt) throw new Error(`The examination did not start: ${textOf(visitor.html).slice(0, 300)}`);
  const sheet = [];
  const total = Number(
    /(\d+)\s*$/.exec(/Câu \d+ trên (\d+)/.exec(textOf(visitor.html))?.[0] ?? '')?.[1] ?? 0,
  );
  if (total === 0) throw new Error('The page does not say how many questions there are');
  for (let number = 1; number <= total; number++) {
    if (number > 1) (await visitor.get(`${attempt}?question=${number}`)).expectOk('question');
    const page = parse(visitor.html);
    const form = page.querySelector('form#answer');
    const question = key.find(form.querySelector('h1').text);
    const options = form.querySelectorAll('input[name=answer]').map((input) => ({
      value: input.getAttribute('value'),
      text: labelOf(form, input),
    }));
    const chosen = choose(question, options, ability, random);
    sheet.push({ question, chosen: chosen.map((option) => option.text) });
    const values = {
      question: String(number),
      answer: chosen.map((option) => option.value),
      go: number < total ? String(number + 1) : 'summary',
    };
    (await visitor.post(`${attempt}/answers`, values)).expectOk('answer');
  }
  (await visitor.get(`${attempt}/summary`)).expectOk('summary');
  (await visitor.post(`${attempt}/submission`)).expectOk('submission');
  return { attempt, ...recount(sheet, passPercent) };
}

function labelOf(form, input) {
  const label = form.querySelector(`label[for="${input.getAttribute('id')}"]`) ?? input.closest('label');
  const text = label.querySelector('[data-option-text], .option-label, .option-text') ?? label;
  return text.text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function choose(question, options, ability, random) {
  const right = options.filter((option) => question.right.includes(option.text));
  if (right.length !== question.right.length)
    throw new Error(`Options do not fit: ${options.map((o) => o.text).join(' | ')}`);
  if (random() < ability) return right;
  const wrong = options.filter((option) => !question.right.includes(option.text));
  if (question.type !== 'multiple') return random() < 0.1 ? [] : [wrong[Math.floor(random() * wrong.length)]];
  // Some right and some wrong: partial credit is recounted too.
  return options.filter(() => random() < 0.5);
}

/** Reloads the result page until the mark is there. */
export async function awaitResult(visitor, attempt, seconds = 60) {
  for (let waited = 0; waited < seconds * 10; waited++) {
    (await visitor.get(`${attempt}/result`)).expectOk('result');
    const percent = /(\d{1,3}(?:,\d{1,2})?)%/.exec(
      textOf(parse(visitor.html).querySelector('main')?.toString() ?? ''),
    );
    if (!visitor.html.includes('id="grading"') && percent) return textOf(visitor.html);
    await pause(100);
  }
  throw new Error(`No result after ${seconds} s: ${textOf(visitor.html).slice(0, 300)}`);
}
