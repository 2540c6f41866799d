/** The house rules on who may know whom; `npm test` fails when one is broken. */
const order = ['organisation', 'identity', 'competency', 'assessment', 'course', 'enrolment', 'mastery', 'contest', 'certificate', 'recognition', 'reporting'];

/** A context may know only those below it. */
const downwards = order.map((context, index) => ({
  name: `${context}-knows-only-below`,
  severity: 'error',
  from: { path: `^libs/${context}/` },
  to: { path: `^libs/(${order.slice(index + 1).join('|') || '-'})/` },
}));

/** …and only through its index.ts. */
const throughIndex = order.map((context) => ({
  name: `${context}-through-its-index`,
  severity: 'error',
  from: { path: '^(libs|apps)/', pathNot: [`^libs/${context}/`, '^apps/.*\\.module\\.ts$', '\\.(it|spec)\\.ts$', '/testing/|testing\\.ts$'] },
  to: { path: `^libs/${context}/`, pathNot: `^libs/${context}/src/index\\.ts$` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$' } } },
    { name: 'platform-knows-no-context', severity: 'error', from: { path: '^libs/platform/', pathNot: '\\.(it|spec)\\.ts$' }, to: { path: `^(apps|migrations|libs/(${order.join('|')}))/` } },
    { name: 'contexts-know-no-app', severity: 'error', from: { path: '^libs/', pathNot: '\\.(it|spec)\\.ts$' }, to: { path: '^apps/' } },
    {
      name: 'web-and-worker-apart',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/web\\.ts$' },
      to: { path: '^libs/[^/]+/src/worker\\.ts$', reachable: true },
    },
    {
      name: 'worker-and-web-apart',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/worker\\.ts$' },
      to: { path: '^libs/[^/]+/src/web\\.ts$', reachable: true },
    },
    { name: 'tests-stay-out', severity: 'error', from: { pathNot: '\\.(spec|it|e2e)\\.ts$|^test/|/testing/|testing\\.ts$|\\.suite\\.ts$' }, to: { path: '\\.(spec|it|e2e)\\.ts$|^libs/platform/testing/' } },
    ...downwards,
    ...throughIndex,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'default', 'types'], exportsFields: ['exports'] },
  },
};
