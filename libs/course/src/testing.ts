export { makeCourse, publishVersion } from './testing/make-course.js';
