// Loaded before every process the start script runs: when its starter is gone, it stops like on a signal.
const STOP_MILLISECONDS = 10_000;

// Programs that our processes fork inherit this file, but not our end of the channel.
if (process.channel && process.env.CONNECTOR_STARTER === String(process.ppid)) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
  });
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}
