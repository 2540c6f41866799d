import { Module } from '@nestjs/common';
import { NotificationModule } from './notification.module.js';

/** Pages and API of this context. */
@Module({ imports: [NotificationModule] })
export class NotificationWebModule {}
