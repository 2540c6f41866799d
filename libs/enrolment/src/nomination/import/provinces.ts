import { Injectable } from '@nestjs/common';
import { Units } from '#organisation';

/** The 34 provinces as choices of a form. */
@Injectable()
export class Provinces {
  constructor(private readonly units: Units) {}

  async options(selected: string | null): Promise<{ value: string; label: string; selected: boolean }[]> {
    const country = await this.units.findByCode('vn');
    const provinces = country ? await this.units.children(country.id) : [];
    return provinces
      .filter((unit) => unit.kind === 'province')
      .map((unit) => ({ value: unit.code, label: unit.name, selected: unit.code === selected }));
  }

  /** The one province that all these ltree roots lie in; null when they lie in several or in none. */
  async ofRoots(roots: string[]): Promise<string | null> {
    const codes = new Set(roots.map((root) => root.split('.')[1] ?? ''));
    const [only] = codes;
    return codes.size === 1 && only ? only : null;
  }
}
