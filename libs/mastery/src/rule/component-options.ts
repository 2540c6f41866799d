import { Injectable } from '@nestjs/common';
import { Frameworks } from '#competency';

/** Components as a form offers them, grouped by framework. */
@Injectable()
export class ComponentOptions {
  constructor(private readonly frameworks: Frameworks) {}

  async groups() {
    return (await this.frameworks.allInForce()).map((framework) => ({
      label: framework.title,
      options: [...framework.components.values()].map(({ code, name }) => ({
        value: `${framework.code}/${code}`,
        label: `${code} ${name}`,
      })),
    }));
  }
}
