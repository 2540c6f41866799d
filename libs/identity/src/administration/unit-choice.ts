import { Injectable } from '@nestjs/common';
import { type FoundUnit, isWithin, type Unit, Units } from '#organisation';
import { InvalidInput } from '#platform/errors';

/** Several units answer to what was typed; the form shows them to choose from. */
export class UnitAmbiguous extends InvalidInput {
  constructor(readonly candidates: FoundUnit[]) {
    super([{ field: 'unit', code: 'identity.unit-ambiguous' }]);
  }
}

/** The unit an administrator means, within the units they are responsible for. */
@Injectable()
export class UnitChoice {
  constructor(private readonly units: Units) {}

  /** By a chosen code first, then by a typed code, then by words of the name. */
  async resolve(
    typed: { unit: string; unitCode?: string | undefined },
    scope: readonly string[],
  ): Promise<Unit> {
    for (const code of [typed.unitCode, typed.unit]) {
      const unit = code ? await this.units.findByCode(code) : null;
      if (unit && isWithin(unit.path, scope)) return unit;
    }
    if (!typed.unit) throw new InvalidInput([{ field: 'unit', code: 'identity.unit-missing' }]);
    const found = await this.units.search(typed.unit, { scope, limit: 12 });
    const exact = found.filter(
      (unit) => unit.name.toLocaleLowerCase('vi') === typed.unit.toLocaleLowerCase('vi'),
    );
    const only = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined;
    if (only) return only;
    if (found.length > 0) throw new UnitAmbiguous(found);
    throw new InvalidInput([{ field: 'unit', code: 'identity.unit-unknown' }]);
  }
}
