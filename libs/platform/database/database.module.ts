import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '#platform/config';
import { databaseOptions } from './options.js';
import { PreparingClient } from './preparing-client.js';

@Global()
@Module({})
export class DatabaseModule {
  static forProcess(name: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [CONFIG],
          useFactory: (config: Config) => ({
            ...databaseOptions(config.databaseUrl, config.databasePool, name, { Client: PreparingClient }),
            autoLoadEntities: true,
            retryAttempts: 3,
          }),
        }),
      ],
    };
  }
}
