// Prints how many milliseconds the module named on the command line takes to load into this fresh process.
const started = performance.now();
await import(process.argv[2]);
console.log(performance.now() - started);
process.exit();
