export { type Task, TaskCancelled, type TaskResult, type TaskRun, type TaskRunner } from './task.js';
export { TaskFiles } from './task-files.js';
export { RunsTask, RunTaskJob } from './task-jobs.js';
export { TaskRepository } from './task-repository.js';
export { TasksModule, TasksWebModule, TasksWorkerModule } from './tasks.module.js';
