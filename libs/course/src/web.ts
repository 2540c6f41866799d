import { Module } from '@nestjs/common';
import { registerNavigation } from '#platform/http';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CourseModule } from './course.module.js';
import { MediaController } from './media/media.controller.js';
import { MediaFiles } from './media/media-files.js';

registerNavigation({ href: '/courses', label: 'course.nav.courses', order: 10 });

/** Pages and API of this context. */
@Module({
  imports: [CourseModule],
  controllers: [CatalogueController, MediaController],
  providers: [MediaFiles],
})
export class CourseWebModule {}
