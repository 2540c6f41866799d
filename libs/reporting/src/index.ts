export { ExamRebuild, type ExamsRebuilt } from './exams/exam-rebuild.js';
export { type ExamReport, OperatorExamResults } from './exams/operator-exam-results.js';
export { ClassExport, EXPORT_FORMATS, type ExportFormat } from './export/class-export.js';
export type { ExportTotals } from './export/export-source.js';
export { OperatorExport } from './export/operator-export.js';
export { ReportingModule } from './reporting.module.js';
export { type Rebuilt, RollupRebuild } from './rollup/rollup-rebuild.js';
