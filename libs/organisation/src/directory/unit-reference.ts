import { fold } from '#platform/text';
import type { UnitRecord } from './unit-record.js';

/** The parts of `seeds/reference/administrative-units-2025.json` that units are made of. */
export interface AdministrativeUnits {
  provinces: {
    code: string;
    type: string;
    name: string;
    fullName: string;
    units: { code: string; type: string; name: string; fullName: string; typeBefore20260430?: string }[];
  }[];
}

/** The parts of `seeds/reference/departments.json` that units are made of. */
export interface Departments {
  provincial: { code: string; name: string; aliases: string[] }[];
}

const KIND_NAMES: Record<string, string> = { xa: 'Xã', phuong: 'Phường', dac_khu: 'Đặc khu' };

/** Names in use that the reference list does not hold; Sở Ngoại vụ is not «Sở NV», which is Nội vụ. */
const MORE_ALIASES: Record<string, string[]> = {
  SNG: ['Sở NgV'],
  SVHTTDL: ['Sở Văn hóa và Thể thao', 'Sở VH&TT'],
  BQLKCN: [
    'Ban Quản lý Khu kinh tế',
    'Ban Quản lý các Khu kinh tế',
    'Ban Quản lý các khu công nghiệp',
    'Ban Quản lý Khu kinh tế và các khu công nghiệp',
    'Ban Quản lý các khu công nghiệp và khu kinh tế',
    'BQL KKT',
    'BQL các KCN',
  ],
};

const PROVINCE_ALIASES: Record<string, string[]> = {
  '46': ['Thừa Thiên Huế', 'Thừa Thiên - Huế', 'TT Huế'],
  '79': ['HCM', 'TPHCM'],
};

/** Names of the tier are part of these two: «Văn phòng UBND thành phố», «Thanh tra tỉnh». */
const NAMED_BY_TIER = new Set(['VPUBND', 'TTR']);

/** All units of the reference data, ids equal to codes; departments and «UBND tỉnh» stand under each province. */
export function unitRecordsFromReference(units: AdministrativeUnits, departments: Departments): UnitRecord[] {
  return units.provinces.flatMap((province) => {
    const tier = province.type === 'thanh_pho' ? 'thành phố' : 'tỉnh';
    const record = (
      kind: UnitRecord['kind'],
      code: string,
      name: string,
      aliases: string[],
      parentCode: string | null = province.code,
    ): UnitRecord => ({ id: code, code, name, kind, parentCode, provinceCode: province.code, aliases });
    const taken = new Set(province.units.map((unit) => fold(unit.name)));
    return [
      record('province', province.code, province.fullName, PROVINCE_ALIASES[province.code] ?? [], null),
      record('office', `${province.code}-UBND`, `UBND ${tier} ${province.name}`, []),
      ...departments.provincial.map((one) => {
        const own = NAMED_BY_TIER.has(one.code) ? `${one.name} ${tier}` : one.name;
        const aliases = [...new Set([one.name, ...one.aliases, ...(MORE_ALIASES[one.code] ?? [])])];
        return record(
          'department',
          `${province.code}-${one.code}`,
          own,
          aliases.filter((name) => name !== own),
        );
      }),
      ...province.units.map((unit) =>
        record('commune', unit.code, unit.fullName, communeAliases(unit, taken)),
      ),
    ];
  });
}

/** The kind of before 30/4/2026, and the part before a dash (Phường Cam Ly - Đà Lạt) where it is unmistakable. */
function communeAliases(
  unit: AdministrativeUnits['provinces'][number]['units'][number],
  taken: ReadonlySet<string>,
): string[] {
  const former = unit.typeBefore20260430 && KIND_NAMES[unit.typeBefore20260430];
  const short = unit.name.split(' - ')[0]!;
  const shortened = short !== unit.name && !taken.has(fold(short));
  return [
    ...(former ? [`${former} ${unit.name}`] : []),
    ...(shortened ? [`${KIND_NAMES[unit.type]} ${short}`] : []),
  ];
}
