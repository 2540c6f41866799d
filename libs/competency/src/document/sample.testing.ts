import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/i18n';
import {
  type CircularFile,
  circularDocument,
  type DecisionFile,
  decisionDocument,
} from '../seed/reference-documents.js';
import type { FrameworkDocument } from './framework-document.js';

const read = (name: string): unknown =>
  JSON.parse(fs.readFileSync(path.join(projectRoot, 'seeds/reference', name), 'utf8'));

export const circular = (): FrameworkDocument =>
  circularDocument(read('digital-competence-framework-tt02.json') as CircularFile);
export const decision = (): FrameworkDocument =>
  decisionDocument(read('digital-skills-framework-757.json') as DecisionFile);

/** Two domains, three components, two levels, four indicators. */
export const small = (): FrameworkDocument => ({
  framework: {
    ...{ code: 'thu-2026', version: '1.0', title: 'Khung thử', document: 'Quyết định thử' },
    ...{ effectiveDate: '2026-01-01', appliesTo: null, notes: ['Chỉ để thử'], retired: [] },
  },
  levels: [
    { level: 1, code: 'CB1', proficiency: 'Cơ bản' },
    { level: 2, code: 'CB2', proficiency: 'Cơ bản' },
  ],
  domains: [
    {
      code: 'A',
      parent: null,
      name: 'An toàn',
      description: null,
      targetGroup: 'citizen',
      evidence: 'verbatim',
    },
    { code: 'B', parent: 'A', name: 'Dữ liệu', description: 'Mô tả', targetGroup: null, evidence: 'summary' },
  ],
  components: [
    { domain: 'A', code: 'A.1', name: 'Thiết bị', description: null, evidence: 'verbatim', replaces: [] },
    {
      domain: 'A',
      code: 'A.2',
      name: 'Tài khoản',
      description: 'Mật khẩu',
      evidence: 'partial',
      replaces: [],
    },
    { domain: 'B', code: 'B.1', name: 'Tìm kiếm', description: null, evidence: 'verbatim', replaces: [] },
  ],
  indicators: [
    { component: 'A.1', level: 1, code: 'A.1.a', text: 'Khóa được máy.', evidence: 'verbatim' },
    { component: 'A.1', level: 2, code: 'A.1.b', text: 'Cập nhật được máy.', evidence: 'one-source' },
    { component: 'A.2', level: 1, code: 'A.2.a', text: 'Đặt được mật khẩu.', evidence: 'verbatim' },
    { component: 'B.1', level: 1, code: 'B.1.a', text: '=Tìm được tin.', evidence: 'verbatim' },
  ],
});
