/**
 * The right answers, read from the seed files and not from the platform, and a recount of marks that shares no
 * code with the grader: fractions as exact pairs of integers.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../lib/runtime.mjs';

const plain = (text) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Question text → {type, right: [texts], all: [texts]} of one course's files. */
export function readAnswerKey(slug) {
  const folder = path.join(root, 'seeds/courses', slug, 'questions');
  const key = new Map();
  for (const file of fs.readdirSync(folder)) {
    for (const question of parse(fs.readFileSync(path.join(folder, file), 'utf8'))) {
      const options =
        question.type === 'true-false'
          ? [
              { text: 'Đúng', correct: question.answer === true },
              { text: 'Sai', correct: question.answer === false },
            ]
          : question.options;
      key.set(plain(question.stem), {
        type: question.type,
        right: options.filter((option) => option.correct).map((option) => plain(option.text)),
        all: options.map((option) => plain(option.text)),
      });
    }
  }
  return {
    find(stem) {
      const found = key.get(plain(stem));
      if (!found) throw new Error(`This question is not in the seed files: ${stem}`);
      return found;
    },
  };
}

/** Marks of one question as [numerator, denominator]. */
function fractionOf(question, chosen) {
  const right = chosen.filter((text) => question.right.includes(text)).length;
  const wrong = chosen.length - right;
  if (question.type === 'multiple') return [Math.max(0, right - wrong), question.right.length];
  return [right === 1 && wrong === 0 ? 1 : 0, 1];
}

const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));

/** Percent with two decimals, rounded down, as the pages write it («66,66»), and whether it passes. */
export function recount(sheet, passPercent) {
  let top = 0n;
  let bottom = 1n;
  for (const { question, chosen } of sheet) {
    const [a, b] = fractionOf(question, chosen).map(BigInt);
    top = top * b + a * bottom;
    bottom *= b;
    const common = gcd(top, bottom) || 1n;
    top /= common;
    bottom /= common;
  }
  const whole = bottom * BigInt(sheet.length);
  return {
    basisPoints: Number((top * 10_000n) / whole),
    passed: top * 100n >= BigInt(passPercent) * whole,
  };
}

/** 6666 → «66,66%» */
export function shownPercent(basisPoints) {
  const text = (basisPoints / 100).toFixed(2).replace('.', ',').replace(/,?0+$/, '');
  return `${text === '' ? '0' : text}%`;
}
