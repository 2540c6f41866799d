export { Grading } from './grading/grading.service.js';
export { ExamWorld } from './testing/exam-world.js';
export { multiple, single } from './testing/questions.js';
