import { Controller, Get, Param, Query } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, type Role, Scoped, scopePaths } from '#platform/http';
import { isWithin, type Unit } from './unit.js';
import { unitRow, unitView } from './unit.view.js';
import { Units } from './units.js';

export const UNIT_READERS = [
  'unit-manager',
  'programme-admin',
  'system-admin',
  'auditor',
] as const satisfies Role[];

/** The tree of units, as far as one is responsible for it. */
@Controller('admin/units')
@Access('unit-manager', 'programme-admin', 'system-admin', 'auditor')
@Scoped('unit')
export class UnitsController {
  constructor(private readonly units: Units) {}

  /** With a search the units found; without one, where the reader's own subtrees begin. */
  @Get()
  async list(@CurrentActor() actor: Actor, @Query('q') q?: unknown) {
    const text = typeof q === 'string' ? q.slice(0, 200).trim() : '';
    const scope = scopePaths(actor, ...UNIT_READERS);
    const found = text ? await this.units.search(text, { scope, limit: 50 }) : null;
    const roots = found ? [] : await this.units.byPaths(topmost(scope));
    const [only] = roots;
    const children = only && roots.length === 1 ? await this.units.children(only.id) : [];
    return page('organisation/unit/list', {
      q: text,
      found: found?.map(unitRow),
      roots: roots.map(unitRow),
      children: children.map(unitRow),
    });
  }

  @Get(':code')
  async show(@CurrentActor() actor: Actor, @Param('code') code: string) {
    const scope = scopePaths(actor, ...UNIT_READERS);
    const unit = await this.units.findByCode(code);
    if (!unit || !isWithin(unit.path, scope)) throw new NotFound();
    const [above, children, history] = await Promise.all([
      this.units.ancestors(unit.id),
      this.units.children(unit.id),
      this.units.history(unit.id),
    ]);
    const breadcrumb = above.map((each: Unit) => ({
      label: each.name,
      href: isWithin(each.path, scope) ? `/admin/units/${each.code}` : null,
    }));
    return page('organisation/unit/show', unitView(unit, breadcrumb, children, history));
  }
}

/** Paths that lie in no other of them. */
const topmost = (paths: readonly string[]): string[] =>
  paths.filter((path) => !paths.some((other) => other !== path && isWithin(path, [other])));
