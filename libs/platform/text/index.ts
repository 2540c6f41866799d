export { cleanText, fold, marksOf, sameMarks, type WordMarks, withinMarks } from './vietnamese-text.js';
