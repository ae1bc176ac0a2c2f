import { render } from 'preact';
import { App } from './app/app.tsx';
import { keepFocus } from './app/keep-focus.ts';

const root = document.getElementById('app');
keepFocus();
if (root) render(<App />, root);
