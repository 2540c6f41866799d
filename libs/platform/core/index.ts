import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { JobsModule } from '#platform/jobs';
import { LOGGER, type Logger } from '#platform/logging';
import { Mailer } from '#platform/mail';
import { Siblings } from '#platform/processes';
import { openStorage, STORAGE } from '#platform/storage';
import { TasksModule } from '#platform/tasks';

/** What every process has: configuration, logs, clock, database, storage, audit, queues, tasks. */
@Global()
@Module({})
export class CoreModule {
  static forProcess(name: string, config: Config, logger: Logger): DynamicModule {
    return {
      module: CoreModule,
      imports: [DatabaseModule.forProcess(name), JobsModule, TasksModule],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: STORAGE, useFactory: () => openStorage(config) },
        Clock,
        Audit,
        Siblings,
        Mailer,
      ],
      exports: [CONFIG, LOGGER, STORAGE, Clock, Audit, Siblings, Mailer],
    };
  }
}
