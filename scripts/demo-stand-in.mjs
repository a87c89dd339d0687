/*
 * npm run demo:stand-in   starts Harbour, the service that the demo connects to, if it was ended
 */
import { readDemoEnvironment } from '../demo/environment.mjs';

process.env.STAND_IN_PORT = readDemoEnvironment().STAND_IN_PORT;
await import('../demo/stand-in/main.mjs');
