// Prints how many milliseconds the module named on the command line takes to load into this fresh process, and how many
// of processor time.
const before = process.cpuUsage();
const started = performance.now();
await import(process.argv[2]);
const milliseconds = performance.now() - started;
const { user, system } = process.cpuUsage(before);
console.log(milliseconds, (user + system) / 1000);
process.exit();
