import { startTestCluster } from './cluster.mjs';

export default async function globalSetup() {
  const { cluster, template } = await startTestCluster();
  process.env.TEST_DATABASE_ADMIN = cluster.url('postgres');
  process.env.TEST_DATABASE_TEMPLATE = template;
  globalThis.__hocvusoTestCluster = cluster;
}
