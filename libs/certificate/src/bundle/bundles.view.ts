import type { ClassRow } from '#enrolment';
import type { Bundle, BundledUnit } from './bundles.repository.js';

/** What `certificate/bundle/index` shows. `total`: of the whole class; null for whoever may have some units only. */
export function bundlesView(
  training: ClassRow,
  bundles: Bundle[],
  units: BundledUnit[],
  total: number | null,
) {
  const base = `/classes/${training.id}/certificates/bundles`;
  return {
    ...{
      training,
      base,
      total,
      inCharge: total !== null,
      any: total === null ? units.length > 0 : total > 0,
    },
    units: units.map(({ id, name, certificates }) => ({ value: id, label: `${name} (${certificates})` })),
    bundles: bundles.map((bundle) => ({
      ...bundle,
      kindKey: `certificate.bundle.kind.${bundle.kind}`,
      megabytes: bundle.bytes === null ? null : Math.max(0.1, Math.round(bundle.bytes / 100_000) / 10),
      fileHref: bundle.fileKey ? `${base}/${bundle.id}/file` : null,
      taskHref: bundle.readyAt || !bundle.taskId ? null : `/tasks/${bundle.taskId}`,
    })),
  };
}
