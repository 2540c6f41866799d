export { RecognitionModule } from './recognition.module.js';
export { DemoRecognitionSeeder } from './seed/demo-recognition.seeder.js';
