import { Controller, Get, Param } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { Access, page, Scoped } from '#platform/http';
import { FrameworkRepository } from './framework.repository.js';
import { componentView, frameworkView, summaryView } from './framework.view.js';

/** The competency frameworks, and how sure we are of each wording. */
@Controller('admin/frameworks')
@Access('author', 'programme-admin', 'registrar', 'system-admin', 'auditor')
@Scoped('all')
export class FrameworksController {
  constructor(private readonly repository: FrameworkRepository) {}

  @Get()
  async list() {
    return page('competency/framework/list', { frameworks: (await this.repository.list()).map(summaryView) });
  }

  @Get(':code')
  async show(@Param('code') code: string) {
    const framework = await this.find(code);
    return page(
      'competency/framework/show',
      frameworkView(framework, await this.repository.components(framework.id)),
    );
  }

  /** Codes of components hold a slash in some frameworks, so the rest of the path is the code. */
  @Get(':code/components/*')
  async component(@Param('code') code: string, @Param('*') component: string) {
    const framework = await this.find(code);
    const all = await this.repository.components(framework.id);
    const found = all.find((each) => each.code === component);
    if (!found) throw new NotFound();
    const indicators = await this.repository.indicators(framework.id, component);
    return page('competency/framework/component', componentView(framework, found, indicators));
  }

  private async find(code: string) {
    const framework = await this.repository.find(code);
    if (!framework) throw new NotFound();
    return framework;
  }
}
