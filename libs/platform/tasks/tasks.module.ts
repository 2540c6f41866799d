import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TaskFiles } from './task-files.js';
import { RunTaskJob, TaskSweep } from './task-jobs.js';
import { TaskRepository } from './task-repository.js';
import { TasksController } from './tasks.controller.js';

@Global()
@Module({ providers: [TaskRepository, TaskFiles], exports: [TaskRepository, TaskFiles] })
export class TasksModule {}

@Module({ imports: [TasksModule], controllers: [TasksController] })
export class TasksWebModule {}

@Module({ imports: [TasksModule, DiscoveryModule], providers: [RunTaskJob, TaskSweep] })
export class TasksWorkerModule {}
