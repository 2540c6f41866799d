import type { UnitDirectory } from '#organisation';
import type { Sheet } from '#platform/spreadsheet';
import type { Grid } from '../layout/grid.js';
import type { TableLayout } from '../layout/layout.js';
import { RowKinds } from '../layout/row-kind.js';
import type { RepeatHeaders } from './repeats.js';
import { RowValues } from './row-values.js';
import { Sections } from './sections.js';
import type { Sender } from './sender.js';
import { UnitFinder } from './unit-finding.js';

/** One header and the rows it governs. */
export class Table {
  readonly values: RowValues;
  readonly kinds: RowKinds;
  readonly units: UnitFinder;
  readonly sections: Sections;
  readonly typed: boolean;
  readonly today: string;

  constructor(
    sheet: Sheet,
    grid: Grid,
    readonly layout: TableLayout,
    sender: Sender,
    { directory, today }: { directory: UnitDirectory; today: string },
    sections?: Sections,
  ) {
    this.today = today;
    this.typed = sheet.typed;
    this.values = new RowValues(grid, layout);
    this.sections = sections ?? new Sections(directory, sender.province, sender.sender);
    this.units = new UnitFinder(
      directory,
      sender.province,
      this.values.has('unit', 'unitCommune', 'unitPart', 'jobUnit'),
    );
    this.kinds = new RowKinds(grid, layout, (text) => this.sections.isUnit(text));
  }

  headers(): RepeatHeaders {
    return {
      name: this.values.header('Họ và tên', 'fullName', 'familyName', 'givenName'),
      citizenId: this.values.header('Số CCCD', 'citizenId'),
      phone: this.values.header('Số điện thoại', 'phone', 'phoneEmail'),
      email: this.values.header('Email', 'email', 'phoneEmail'),
    };
  }
}
