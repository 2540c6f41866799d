/** The cluster is left running between runs (starting it costs a second); `npm test` stops it at its end. */
export default async function globalTeardown() {
  if (process.env.STOP_TEST_CLUSTER === 'true') await globalThis.__hocvusoTestCluster?.stop();
}
