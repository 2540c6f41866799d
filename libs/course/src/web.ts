import { Module } from '@nestjs/common';
import { registerNavigation } from '#platform/http';
import { AuthoringModule } from './authoring/authoring.module.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CourseModule } from './course.module.js';
import { MediaController } from './media/media.controller.js';
import { MediaFiles } from './media/media-files.js';

registerNavigation(
  { href: '/courses', label: 'course.nav.courses', order: 10 },
  {
    href: '/authoring/courses',
    label: 'course.nav.authoring',
    group: 'nav.authoring',
    order: 50,
    roles: ['author', 'programme-admin'],
    landing: ['author'],
  },
);

/** Pages and API of this context. */
@Module({
  imports: [CourseModule, AuthoringModule],
  controllers: [CatalogueController, MediaController],
  providers: [MediaFiles],
})
export class CourseWebModule {}
