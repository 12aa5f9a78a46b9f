import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Gate } from './session/gate.tsx';
import { session } from './session/session.ts';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no place for the console');
session.listen();
void session.begin();
createRoot(root).render(
  <StrictMode>
    <Gate>
      <App />
    </Gate>
  </StrictMode>,
);
