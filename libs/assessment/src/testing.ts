export { Grading } from './grading/grading.service.js';
export { examplesOf } from './question-types/examples.js';
export { questionType, questionTypeCodes } from './question-types/index.js';
export { Form } from './question-types/testing/form.js';
export { ExamWorld } from './testing/exam-world.js';
export { makeBareQuiz, makeQuiz } from './testing/make-quiz.js';
export { numbersOf } from './testing/numbers-of.js';
export { multiple, single } from './testing/questions.js';
