import { expect, test } from '@jest/globals';
import { shownSource } from './foreign-title.js';

test.each([
  ['UNESCO – Artificial Intelligence and Digital Transformation (2022)', 'en'],
  ['NIST AI Risk Management Framework', 'en'],
  ['OECD AI Principles (có định nghĩa hệ thống AI)', null],
  ['Luật An ninh mạng số 116/2025/QH15', null],
  ['DigComp 2.2', null],
  ['', null],
])('the title “%s” is of the language %s', (title, lang) => {
  expect(shownSource({ title, url: 'https://a.example' }).lang).toBe(lang);
});
