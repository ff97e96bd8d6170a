// Plays the demo through the running web, worker and SFTP processes; the start script runs it once.
import { demoApiOf } from '@/lib/demo/api/demo-api';
import { DemoProblem } from '@/lib/demo/demo-problem';
import { playDemo } from '@/lib/demo/play-demo';
import { readDemoApi } from '@/lib/server/local/demo-api-file';
import { openProcess } from './open-process';

const { ctx } = await openProcess('demo', process.env, () => Promise.resolve());
try {
  const file = readDemoApi(ctx.settings.dataFolder);
  const isPlayed = await playDemo(ctx, {
    say: (line) => console.log(line),
    api: file && demoApiOf(file),
  });
  if (!isPlayed) console.log('The demo has been played in this database before.');
} catch (error) {
  if (!(error instanceof DemoProblem)) ctx.log.error({ err: error }, 'demo failed');
  const sentence = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
} finally {
  await ctx.db.close();
}
