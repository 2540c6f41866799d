export { Grading } from './grading/grading.service.js';
export { ExamWorld } from './testing/exam-world.js';
export { CANARY, multiple, single, statement } from './testing/questions.js';
