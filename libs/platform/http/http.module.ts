import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { Catalogue } from '#platform/i18n';
import { MetricsModule } from '#platform/metrics';
import { Views } from '#platform/views';
import { AccessGuard } from './access.guard.js';
import { Cookies } from './cookies.js';
import { ErrorFilter } from './error.filter.js';
import { FormErrors } from './form-errors.js';
import { PageInterceptor } from './page.interceptor.js';
import { PageRenderer } from './page-renderer.js';
import { RouteRegistry } from './route-registry.js';
import { SystemController } from './system.controller.js';
import { Uploads } from './upload.js';

@Global()
@Module({
  imports: [DiscoveryModule, MetricsModule],
  controllers: [SystemController],
  providers: [
    { provide: Catalogue, useFactory: () => new Catalogue() },
    { provide: Views, useFactory: (catalogue: Catalogue) => new Views(catalogue), inject: [Catalogue] },
    Cookies,
    PageRenderer,
    RouteRegistry,
    Uploads,
    FormErrors,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [Catalogue, Views, MetricsModule, Cookies, PageRenderer, RouteRegistry, Uploads, FormErrors],
})
export class HttpModule {}
