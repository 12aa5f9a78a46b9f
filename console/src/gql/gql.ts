/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query LoginButtons {\n    authStatus {\n      oidcProviders {\n        id\n        slug\n        buttonText\n        buttonColor\n        iconUrl\n      }\n    }\n  }\n": typeof types.LoginButtonsDocument,
    "\n  mutation AuthorizeOidc($slug: String!, $redirectUri: String!, $browserKey: String!) {\n    authorizeOidc(slug: $slug, redirectUri: $redirectUri, browserKey: $browserKey) {\n      authorizationUrl\n    }\n  }\n": typeof types.AuthorizeOidcDocument,
    "\n  mutation CompleteOidc($slug: String!, $answer: OidcAnswerInput!, $browserKey: String!) {\n    completeOidc(slug: $slug, answer: $answer, browserKey: $browserKey) {\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        expiresIn\n        user {\n          id\n          isAdmin\n        }\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n": typeof types.CompleteOidcDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      ...Key\n    }\n  }\n  fragment Key on ApiKey {\n    id\n    name\n    keyPrefix\n    agentId\n    userId\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n": typeof types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {\n      ...SignedIn\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query SecondFactor {\n    viewer {\n      id\n      totpEnabled\n    }\n  }\n": typeof types.SecondFactorDocument,
    "\n  mutation StartTotp {\n    startTotp {\n      secret\n      provisioningUri\n    }\n  }\n": typeof types.StartTotpDocument,
    "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      recoveryCodes\n    }\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($password: String) {\n    disableTotp(password: $password)\n  }\n": typeof types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($code: String!) {\n    renewRecoveryCodes(code: $code) {\n      recoveryCodes\n    }\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  query ActorCrashes($path: String!) {\n    actorCrashes(path: $path) {\n      at\n      incarnation\n      error\n      stack\n      message\n      recentMessages\n      restartAt\n      givenUp\n    }\n  }\n": typeof types.ActorCrashesDocument,
    "\n  mutation RestartActor($path: String!) {\n    restartActor(path: $path) {\n      path\n      state\n    }\n  }\n": typeof types.RestartActorDocument,
    "\n  mutation StopActor($path: String!) {\n    stopActor(path: $path)\n  }\n": typeof types.StopActorDocument,
    "\n  query DeadLetters {\n    deadLetters {\n      total\n      recent {\n        at\n        to\n        message\n        reason\n      }\n    }\n  }\n": typeof types.DeadLettersDocument,
    "\n  subscription ActorTree {\n    actorTreeChanged {\n      version\n      isSnapshot\n      removed\n      changed {\n        path\n        name\n        kind\n        parent\n        state\n        doing\n        message\n        incarnation\n        startedAt\n        mailboxDepth\n        oldestMessageAt\n        processed\n        restarts\n        busySince\n        backoffUntil\n        lastError\n      }\n    }\n  }\n": typeof types.ActorTreeDocument,
    "\n  query Agent($id: ID!) {\n    agent(id: $id) {\n      id\n      name\n      emoji\n      role\n      status\n      files\n      configOrEmpty\n      today {\n        agentId\n        budget {\n          usd\n          tokens\n          timeSec\n        }\n        spent {\n          usd\n          tokens\n          timeSec\n        }\n      }\n      runs(limit: 30) {\n        runId\n        pipelineId\n        task\n        status\n        createdAt\n      }\n    }\n  }\n": typeof types.AgentDocument,
    "\n  mutation WriteAgentFile($id: ID!, $name: String!, $content: String!) {\n    writeAgentFile(id: $id, name: $name, content: $content) {\n      filename\n    }\n  }\n": typeof types.WriteAgentFileDocument,
    "\n  mutation UpdateAgentConfig($id: ID!, $config: JSONObject!) {\n    updateAgentConfig(id: $id, config: $config) {\n      config\n    }\n  }\n": typeof types.UpdateAgentConfigDocument,
    "\n  query AgentSchedule($id: ID!) {\n    agentPulse(agentId: $id) {\n      enabled\n      intervalMinutes\n      nextAt\n      lastAt\n      lastOutcome\n      wakesToday\n    }\n  }\n": typeof types.AgentScheduleDocument,
    "\n  mutation WakeAgent($id: ID!) {\n    wakeAgent(agentId: $id)\n  }\n": typeof types.WakeAgentDocument,
    "\n  mutation RaiseAgentBudget($agentId: ID!, $usd: Float, $tokens: Long, $timeSec: Float) {\n    raiseAgentBudget(agentId: $agentId, usd: $usd, tokens: $tokens, timeSec: $timeSec) {\n      agentId\n      budget {\n        usd\n        tokens\n        timeSec\n      }\n    }\n  }\n": typeof types.RaiseAgentBudgetDocument,
    "\n  query Agents {\n    agents {\n      id\n      name\n      emoji\n      role\n      description\n      model\n      status\n      currentRun\n    }\n  }\n": typeof types.AgentsDocument,
    "\n  query Audit($limit: Int) {\n    auditLog(limit: $limit) {\n      seq\n      at\n      actor\n      action\n      target\n      surface\n      address\n      details\n    }\n    auditVerification {\n      entries\n      brokenAt\n    }\n  }\n": typeof types.AuditDocument,
    "\n  query Chat($id: ID!) {\n    chat(id: $id) {\n      id\n      agentId\n      status\n      waitingFor\n      model\n      error\n      costUsd\n      waitingReason\n      messages {\n        id\n        role\n        content\n        thinking\n        toolCalls\n        attachments\n        status\n        error\n      }\n    }\n  }\n": typeof types.ChatDocument,
    "\n  mutation SendMessage($id: ID!, $message: String!, $attachmentIds: [ID!]) {\n    sendMessage(id: $id, message: $message, attachmentIds: $attachmentIds) {\n      userMessageId\n    }\n  }\n": typeof types.SendMessageDocument,
    "\n  mutation StopReply($id: ID!) {\n    stopReply(id: $id) {\n      id\n    }\n  }\n": typeof types.StopReplyDocument,
    "\n  mutation EndChat($id: ID!) {\n    endChat(id: $id) {\n      id\n    }\n  }\n": typeof types.EndChatDocument,
    "\n  mutation RestartChat($id: ID!) {\n    restartChat(id: $id) {\n      id\n    }\n  }\n": typeof types.RestartChatDocument,
    "\n  mutation DeleteChat($id: ID!) {\n    deleteChat(id: $id)\n  }\n": typeof types.DeleteChatDocument,
    "\n  mutation UploadAttachment($chatId: ID!, $file: Upload!) {\n    uploadAttachment(chatId: $chatId, file: $file) {\n      id\n      filename\n    }\n  }\n": typeof types.UploadAttachmentDocument,
    "\n  query Chats($limit: Int) {\n    chats(statuses: [\"all\"], limit: $limit) {\n      sessions {\n        id\n        agentId\n        status\n        model\n        messageCount\n        lastActivityAt\n      }\n      total\n    }\n    agents {\n      id\n      name\n      emoji\n    }\n  }\n": typeof types.ChatsDocument,
    "\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      id\n    }\n  }\n": typeof types.StartChatDocument,
    "\n  subscription FollowEvents($runId: ID, $chatId: ID, $types: [String!], $since: Cursor) {\n    events(runId: $runId, chatId: $chatId, types: $types, since: $since) {\n      cursor\n      seq\n      type\n      runId\n      stepId\n      at\n      data\n    }\n  }\n": typeof types.FollowEventsDocument,
    "\n  query Status {\n    status {\n      version\n      activeRuns\n      totalAgents\n      totalPipelines\n      completedRunsLastHour\n      averageDuration\n      isDemo\n    }\n  }\n": typeof types.StatusDocument,
    "\n  mutation RaiseBudget($id: ID!, $budgetUsd: Float!) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd) {\n      id\n      status\n    }\n  }\n": typeof types.RaiseBudgetDocument,
    "\n  mutation ApproveHeldTool($id: ID!, $tool: String!) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n": typeof types.ApproveHeldToolDocument,
    "\n  fragment QuestionParts on Question {\n    id\n    kind\n    agentId\n    runId\n    chatId\n    stepId\n    toolName\n    text\n    choices\n    arguments\n    defaultAnswer\n    askedAt\n    expiresAt\n  }\n": typeof types.QuestionPartsFragmentDoc,
    "\n  mutation AnswerQuestion($id: ID!, $answer: String, $approve: Boolean, $note: String) {\n    answerQuestion(id: $id, answer: $answer, approve: $approve, note: $note) {\n      id\n      status\n    }\n  }\n": typeof types.AnswerQuestionDocument,
    "\n  query OpenQuestions($runId: ID, $chatId: ID) {\n    questions(runId: $runId, chatId: $chatId) {\n      ...QuestionParts\n    }\n  }\n": typeof types.OpenQuestionsDocument,
    "\n  query Inbox {\n    questions {\n      ...QuestionParts\n    }\n    runs(statuses: [PAUSED], limit: 200) {\n      id\n      task\n      pipelineId\n      waitingFor\n      costUsd\n      budgetUsd\n      updatedAt\n    }\n    mcpServers {\n      id\n      name\n      tools {\n        name\n        description\n        approved\n      }\n    }\n    unknownOutcomes {\n      toolCallId\n      toolName\n      runId\n      chatId\n      stepId\n      at\n    }\n  }\n": typeof types.InboxDocument,
    "\n  query McpServers {\n    mcpServers {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      tools {\n        name\n        approved\n      }\n    }\n  }\n": typeof types.McpServersDocument,
    "\n  mutation CreateMcpServer($input: CreateMcpServerInput!) {\n    createMcpServer(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateMcpServerDocument,
    "\n  query McpServer($id: ID!) {\n    mcpServer(id: $id) {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      config\n      tools {\n        name\n        description\n        inputSchema\n        effect\n        approved\n      }\n    }\n    agents {\n      id\n      name\n    }\n  }\n": typeof types.McpServerDocument,
    "\n  query McpGrants($agentId: ID!) {\n    mcpGrants(agentId: $agentId) {\n      serverId\n      tool\n    }\n  }\n": typeof types.McpGrantsDocument,
    "\n  subscription McpLogs($serverId: ID) {\n    mcpLogs(serverId: $serverId) {\n      line {\n        line\n        level\n        at\n      }\n    }\n  }\n": typeof types.McpLogsDocument,
    "\n  mutation SwitchMcpServer($id: ID!, $enabled: Boolean!) {\n    updateMcpServer(id: $id, input: { enabled: $enabled }) {\n      id\n    }\n  }\n": typeof types.SwitchMcpServerDocument,
    "\n  mutation RestartMcpServer($id: ID!) {\n    restartMcpServers(id: $id)\n  }\n": typeof types.RestartMcpServerDocument,
    "\n  mutation DeleteMcpServer($id: ID!) {\n    deleteMcpServer(id: $id)\n  }\n": typeof types.DeleteMcpServerDocument,
    "\n  mutation ApproveMcpTools($id: ID!, $tool: String) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n": typeof types.ApproveMcpToolsDocument,
    "\n  mutation GrantMcpTool($serverId: ID!, $agentId: ID!) {\n    grantMcpTool(serverId: $serverId, agentId: $agentId) {\n      tool\n    }\n  }\n": typeof types.GrantMcpToolDocument,
    "\n  mutation RevokeMcpTool($serverId: ID!, $agentId: ID!) {\n    revokeMcpTool(serverId: $serverId, agentId: $agentId)\n  }\n": typeof types.RevokeMcpToolDocument,
    "\n  mutation CallMcpTool($serverId: ID!, $tool: String!, $arguments: JSONObject) {\n    callMcpTool(serverId: $serverId, tool: $tool, arguments: $arguments) {\n      content\n      isError\n    }\n  }\n": typeof types.CallMcpToolDocument,
    "\n  query Vaults {\n    memoryVaults {\n      id\n      fileCount\n      totalSizeBytes\n    }\n  }\n": typeof types.VaultsDocument,
    "\n  query SearchMemory($query: String!) {\n    searchMemory(query: $query, limit: 30) {\n      vault\n      path\n      title\n      snippet\n      score\n    }\n  }\n": typeof types.SearchMemoryDocument,
    "\n  query Vault($id: ID!) {\n    memoryVault(id: $id) {\n      id\n      files {\n        path\n        title\n        category\n        tags\n      }\n      graph {\n        nodes {\n          id\n          title\n          type\n          path\n          missing\n          degree\n        }\n        edges {\n          id\n          source\n          target\n          type\n        }\n      }\n    }\n  }\n": typeof types.VaultDocument,
    "\n  query MemoryFile($vault: ID!, $path: String!) {\n    memory(vault: $vault, path: $path) {\n      path\n      content\n    }\n  }\n": typeof types.MemoryFileDocument,
    "\n  mutation UpdateMemory($vault: ID!, $path: String!, $content: String!) {\n    updateMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n": typeof types.UpdateMemoryDocument,
    "\n  mutation CreateMemory($vault: ID!, $path: String, $content: String!) {\n    createMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n": typeof types.CreateMemoryDocument,
    "\n  mutation DeleteMemory($vault: ID!, $path: String!) {\n    deleteMemory(vault: $vault, path: $path)\n  }\n": typeof types.DeleteMemoryDocument,
    "\n  query AllApiKeys {\n    allApiKeys {\n      ...Key\n    }\n    users {\n      id\n      email\n    }\n  }\n": typeof types.AllApiKeysDocument,
    "\n  mutation CreateServiceKey($input: CreateApiKeyInput!) {\n    createServiceKey(input: $input) {\n      key\n    }\n  }\n": typeof types.CreateServiceKeyDocument,
    "\n  mutation CreateAgentKey($agentId: ID!) {\n    createAgentKey(agentId: $agentId) {\n      key\n      keyPrefix\n    }\n  }\n": typeof types.CreateAgentKeyDocument,
    "\n  query AgentsForKeys {\n    agents {\n      id\n      name\n    }\n  }\n": typeof types.AgentsForKeysDocument,
    "\n  query Users {\n    users {\n      id\n      email\n      displayName\n      isAdmin\n      isActive\n      totpEnabled\n      lastLoginAt\n    }\n  }\n": typeof types.UsersDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  query Board($id: ID!) {\n    project(id: $id) {\n      id\n      name\n      description\n      status\n      columns {\n        id\n        name\n        wipLimit\n      }\n      tasks {\n        id\n        title\n        description\n        status\n        priority\n        assignedAgent\n        columnId\n        runId\n        tags\n      }\n      dependencies {\n        id\n        fromTaskId\n        toTaskId\n        type\n      }\n    }\n  }\n": typeof types.BoardDocument,
    "\n  mutation CreateTask($projectId: ID!, $input: CreateTaskInput!) {\n    createTask(projectId: $projectId, input: $input) {\n      id\n    }\n  }\n": typeof types.CreateTaskDocument,
    "\n  mutation MoveTask($projectId: ID!, $id: ID!, $columnId: ID!, $position: Int) {\n    moveTask(projectId: $projectId, id: $id, columnId: $columnId, position: $position) {\n      id\n    }\n  }\n": typeof types.MoveTaskDocument,
    "\n  mutation ExecuteTask($projectId: ID!, $id: ID!, $input: ExecuteTaskInput) {\n    executeTask(projectId: $projectId, id: $id, input: $input) {\n      runId\n    }\n  }\n": typeof types.ExecuteTaskDocument,
    "\n  mutation AddDependency($projectId: ID!, $taskId: ID!, $fromTaskId: ID!) {\n    addDependency(projectId: $projectId, taskId: $taskId, fromTaskId: $fromTaskId) {\n      id\n    }\n  }\n": typeof types.AddDependencyDocument,
    "\n  query Projects {\n    projects {\n      id\n      name\n      description\n      status\n      totalTasks\n      completedTasks\n      updatedAt\n    }\n    boardTemplates {\n      id\n      name\n      description\n    }\n  }\n": typeof types.ProjectsDocument,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateProjectDocument,
    "\n  query Pipelines {\n    pipelines {\n      id\n      name\n      description\n      isRunnable\n      problems {\n        severity\n        message\n      }\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n": typeof types.PipelinesDocument,
    "\n  mutation CreateRun($input: CreateRunInput!, $key: String) {\n    createRun(input: $input, idempotencyKey: $key) {\n      id\n    }\n  }\n": typeof types.CreateRunDocument,
    "\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      id\n      status\n    }\n  }\n": typeof types.CancelRunDocument,
    "\n  mutation PauseRun($id: ID!) {\n    pauseRun(id: $id) {\n      id\n      status\n    }\n  }\n": typeof types.PauseRunDocument,
    "\n  mutation ResumeRun($id: ID!, $budgetUsd: Float, $budgetTokens: Long, $budgetTimeSec: Float) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd, budgetTokens: $budgetTokens, budgetTimeSec: $budgetTimeSec) {\n      id\n      status\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n    }\n  }\n": typeof types.ResumeRunDocument,
    "\n  mutation RestartRun($id: ID!, $context: String) {\n    restartRun(id: $id, context: $context) {\n      id\n      status\n    }\n  }\n": typeof types.RestartRunDocument,
    "\n  mutation RestartStep($id: ID!, $stepId: ID!, $context: String) {\n    restartStep(runId: $id, stepId: $stepId, context: $context) {\n      id\n      status\n    }\n  }\n": typeof types.RestartStepDocument,
    "\n  query RunHead($id: ID!) {\n    run(id: $id) {\n      id\n      pipelineId\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n": typeof types.RunHeadDocument,
    "\n  query PipelineNames {\n    pipelines {\n      id\n      name\n    }\n  }\n": typeof types.PipelineNamesDocument,
    "\n  query Runs($pipelineId: ID, $statuses: [RunStatus!], $limit: Int, $offset: Int) {\n    runs(pipelineId: $pipelineId, statuses: $statuses, limit: $limit, offset: $offset) {\n      id\n      pipelineId\n      task\n      status\n      waitingFor\n      currentStep\n      costUsd\n      createdAt\n      completedAt\n    }\n  }\n": typeof types.RunsDocument,
    "\n  mutation Login($email: String!, $password: String!) {\n    login(email: $email, password: $password) {\n      ... on SignedIn {\n        ...SignedIn\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n": typeof types.LoginDocument,
    "\n  mutation LoginWithTotp($pendingToken: String!, $code: String!) {\n    loginWithTotp(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n": typeof types.LoginWithTotpDocument,
    "\n  mutation LoginWithRecoveryCode($pendingToken: String!, $code: String!) {\n    loginWithRecoveryCode(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n": typeof types.LoginWithRecoveryCodeDocument,
    "\n  query AuthStatus {\n    authStatus {\n      authEnabled\n      setupComplete\n    }\n  }\n": typeof types.AuthStatusDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n      isAdmin\n      totpEnabled\n      scopes\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on SignedIn {\n    accessToken\n    refreshToken\n    expiresIn\n    user {\n      id\n      isAdmin\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation Logout($refreshToken: String!) {\n    logout(refreshToken: $refreshToken)\n  }\n": typeof types.LogoutDocument,
    "\n  mutation LogoutEverywhere {\n    logoutEverywhere\n  }\n": typeof types.LogoutEverywhereDocument,
    "\n  mutation SetUp($input: SetUpInput!, $setupToken: String) {\n    setUp(input: $input, setupToken: $setupToken) {\n      ...SignedIn\n    }\n  }\n": typeof types.SetUpDocument,
    "\n  query Providers {\n    providers {\n      id\n      name\n      description\n      enabled\n      configured\n      maskedApiKey\n      plainExtraConfig\n      keyVariable\n      docsUrl\n      isCustom\n      extraFields {\n        variable\n        label\n        placeholder\n        description\n        isRequired\n      }\n    }\n  }\n": typeof types.ProvidersDocument,
    "\n  mutation UpdateProvider($id: ID!, $input: ProviderInput!) {\n    updateProvider(id: $id, input: $input) {\n      id\n      enabled\n      configured\n    }\n  }\n": typeof types.UpdateProviderDocument,
    "\n  mutation CreateProvider($input: CustomProviderInput!) {\n    createProvider(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateProviderDocument,
    "\n  mutation DeleteProvider($id: ID!) {\n    deleteProvider(id: $id)\n  }\n": typeof types.DeleteProviderDocument,
    "\n  query ProviderModels($id: ID!) {\n    providerModels(id: $id) {\n      source\n      models {\n        id\n      }\n    }\n  }\n": typeof types.ProviderModelsDocument,
    "\n  query Secrets {\n    secrets {\n      id\n      name\n      description\n      typeLabel\n      envKey\n      grantedAgents\n      updatedAt\n    }\n    agents {\n      id\n      name\n    }\n  }\n": typeof types.SecretsDocument,
    "\n  mutation CreateSecret($input: CreateSecretInput!) {\n    createSecret(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateSecretDocument,
    "\n  mutation DeleteSecret($id: ID!) {\n    deleteSecret(id: $id)\n  }\n": typeof types.DeleteSecretDocument,
    "\n  mutation GrantSecret($id: ID!, $agentId: ID!) {\n    grantSecret(id: $id, agentId: $agentId) {\n      grantedAt\n    }\n  }\n": typeof types.GrantSecretDocument,
    "\n  mutation RevokeSecret($id: ID!, $agentId: ID!) {\n    revokeSecret(id: $id, agentId: $agentId)\n  }\n": typeof types.RevokeSecretDocument,
    "\n  query ServerSettings {\n    settings {\n      defaultWorkingModel\n      pulseEnabled\n      pulseIntervalMinutes\n      wakeEnabled\n      wakeCooldownSec\n      maxWakesPerDay\n      maxConcurrentPulseSessions\n    }\n    modelSuggestions {\n      working\n    }\n  }\n": typeof types.ServerSettingsDocument,
    "\n  mutation UpdateSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      defaultWorkingModel\n    }\n  }\n": typeof types.UpdateSettingsDocument,
    "\n  query Skills {\n    skills {\n      id\n      description\n      tags\n      content\n      enabled\n      hasFiles\n    }\n    agents {\n      id\n      name\n    }\n  }\n": typeof types.SkillsDocument,
    "\n  query SkillGrants($agentId: ID!) {\n    agentSkills(agentId: $agentId) {\n      granted {\n        id\n      }\n    }\n  }\n": typeof types.SkillGrantsDocument,
    "\n  mutation CreateSkill($input: CreateSkillInput!) {\n    createSkill(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateSkillDocument,
    "\n  mutation SwitchSkill($name: String!, $enabled: Boolean!) {\n    updateSkill(name: $name, input: { enabled: $enabled }) {\n      id\n    }\n  }\n": typeof types.SwitchSkillDocument,
    "\n  mutation GrantSkill($agentId: ID!, $name: String!) {\n    grantSkill(agentId: $agentId, name: $name) {\n      id\n    }\n  }\n": typeof types.GrantSkillDocument,
    "\n  mutation RevokeSkill($agentId: ID!, $name: String!) {\n    revokeSkill(agentId: $agentId, name: $name)\n  }\n": typeof types.RevokeSkillDocument,
};
const documents: Documents = {
    "\n  query LoginButtons {\n    authStatus {\n      oidcProviders {\n        id\n        slug\n        buttonText\n        buttonColor\n        iconUrl\n      }\n    }\n  }\n": types.LoginButtonsDocument,
    "\n  mutation AuthorizeOidc($slug: String!, $redirectUri: String!, $browserKey: String!) {\n    authorizeOidc(slug: $slug, redirectUri: $redirectUri, browserKey: $browserKey) {\n      authorizationUrl\n    }\n  }\n": types.AuthorizeOidcDocument,
    "\n  mutation CompleteOidc($slug: String!, $answer: OidcAnswerInput!, $browserKey: String!) {\n    completeOidc(slug: $slug, answer: $answer, browserKey: $browserKey) {\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        expiresIn\n        user {\n          id\n          isAdmin\n        }\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n": types.CompleteOidcDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      ...Key\n    }\n  }\n  fragment Key on ApiKey {\n    id\n    name\n    keyPrefix\n    agentId\n    userId\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n": types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {\n      ...SignedIn\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  query SecondFactor {\n    viewer {\n      id\n      totpEnabled\n    }\n  }\n": types.SecondFactorDocument,
    "\n  mutation StartTotp {\n    startTotp {\n      secret\n      provisioningUri\n    }\n  }\n": types.StartTotpDocument,
    "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      recoveryCodes\n    }\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($password: String) {\n    disableTotp(password: $password)\n  }\n": types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($code: String!) {\n    renewRecoveryCodes(code: $code) {\n      recoveryCodes\n    }\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  query ActorCrashes($path: String!) {\n    actorCrashes(path: $path) {\n      at\n      incarnation\n      error\n      stack\n      message\n      recentMessages\n      restartAt\n      givenUp\n    }\n  }\n": types.ActorCrashesDocument,
    "\n  mutation RestartActor($path: String!) {\n    restartActor(path: $path) {\n      path\n      state\n    }\n  }\n": types.RestartActorDocument,
    "\n  mutation StopActor($path: String!) {\n    stopActor(path: $path)\n  }\n": types.StopActorDocument,
    "\n  query DeadLetters {\n    deadLetters {\n      total\n      recent {\n        at\n        to\n        message\n        reason\n      }\n    }\n  }\n": types.DeadLettersDocument,
    "\n  subscription ActorTree {\n    actorTreeChanged {\n      version\n      isSnapshot\n      removed\n      changed {\n        path\n        name\n        kind\n        parent\n        state\n        doing\n        message\n        incarnation\n        startedAt\n        mailboxDepth\n        oldestMessageAt\n        processed\n        restarts\n        busySince\n        backoffUntil\n        lastError\n      }\n    }\n  }\n": types.ActorTreeDocument,
    "\n  query Agent($id: ID!) {\n    agent(id: $id) {\n      id\n      name\n      emoji\n      role\n      status\n      files\n      configOrEmpty\n      today {\n        agentId\n        budget {\n          usd\n          tokens\n          timeSec\n        }\n        spent {\n          usd\n          tokens\n          timeSec\n        }\n      }\n      runs(limit: 30) {\n        runId\n        pipelineId\n        task\n        status\n        createdAt\n      }\n    }\n  }\n": types.AgentDocument,
    "\n  mutation WriteAgentFile($id: ID!, $name: String!, $content: String!) {\n    writeAgentFile(id: $id, name: $name, content: $content) {\n      filename\n    }\n  }\n": types.WriteAgentFileDocument,
    "\n  mutation UpdateAgentConfig($id: ID!, $config: JSONObject!) {\n    updateAgentConfig(id: $id, config: $config) {\n      config\n    }\n  }\n": types.UpdateAgentConfigDocument,
    "\n  query AgentSchedule($id: ID!) {\n    agentPulse(agentId: $id) {\n      enabled\n      intervalMinutes\n      nextAt\n      lastAt\n      lastOutcome\n      wakesToday\n    }\n  }\n": types.AgentScheduleDocument,
    "\n  mutation WakeAgent($id: ID!) {\n    wakeAgent(agentId: $id)\n  }\n": types.WakeAgentDocument,
    "\n  mutation RaiseAgentBudget($agentId: ID!, $usd: Float, $tokens: Long, $timeSec: Float) {\n    raiseAgentBudget(agentId: $agentId, usd: $usd, tokens: $tokens, timeSec: $timeSec) {\n      agentId\n      budget {\n        usd\n        tokens\n        timeSec\n      }\n    }\n  }\n": types.RaiseAgentBudgetDocument,
    "\n  query Agents {\n    agents {\n      id\n      name\n      emoji\n      role\n      description\n      model\n      status\n      currentRun\n    }\n  }\n": types.AgentsDocument,
    "\n  query Audit($limit: Int) {\n    auditLog(limit: $limit) {\n      seq\n      at\n      actor\n      action\n      target\n      surface\n      address\n      details\n    }\n    auditVerification {\n      entries\n      brokenAt\n    }\n  }\n": types.AuditDocument,
    "\n  query Chat($id: ID!) {\n    chat(id: $id) {\n      id\n      agentId\n      status\n      waitingFor\n      model\n      error\n      costUsd\n      waitingReason\n      messages {\n        id\n        role\n        content\n        thinking\n        toolCalls\n        attachments\n        status\n        error\n      }\n    }\n  }\n": types.ChatDocument,
    "\n  mutation SendMessage($id: ID!, $message: String!, $attachmentIds: [ID!]) {\n    sendMessage(id: $id, message: $message, attachmentIds: $attachmentIds) {\n      userMessageId\n    }\n  }\n": types.SendMessageDocument,
    "\n  mutation StopReply($id: ID!) {\n    stopReply(id: $id) {\n      id\n    }\n  }\n": types.StopReplyDocument,
    "\n  mutation EndChat($id: ID!) {\n    endChat(id: $id) {\n      id\n    }\n  }\n": types.EndChatDocument,
    "\n  mutation RestartChat($id: ID!) {\n    restartChat(id: $id) {\n      id\n    }\n  }\n": types.RestartChatDocument,
    "\n  mutation DeleteChat($id: ID!) {\n    deleteChat(id: $id)\n  }\n": types.DeleteChatDocument,
    "\n  mutation UploadAttachment($chatId: ID!, $file: Upload!) {\n    uploadAttachment(chatId: $chatId, file: $file) {\n      id\n      filename\n    }\n  }\n": types.UploadAttachmentDocument,
    "\n  query Chats($limit: Int) {\n    chats(statuses: [\"all\"], limit: $limit) {\n      sessions {\n        id\n        agentId\n        status\n        model\n        messageCount\n        lastActivityAt\n      }\n      total\n    }\n    agents {\n      id\n      name\n      emoji\n    }\n  }\n": types.ChatsDocument,
    "\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      id\n    }\n  }\n": types.StartChatDocument,
    "\n  subscription FollowEvents($runId: ID, $chatId: ID, $types: [String!], $since: Cursor) {\n    events(runId: $runId, chatId: $chatId, types: $types, since: $since) {\n      cursor\n      seq\n      type\n      runId\n      stepId\n      at\n      data\n    }\n  }\n": types.FollowEventsDocument,
    "\n  query Status {\n    status {\n      version\n      activeRuns\n      totalAgents\n      totalPipelines\n      completedRunsLastHour\n      averageDuration\n      isDemo\n    }\n  }\n": types.StatusDocument,
    "\n  mutation RaiseBudget($id: ID!, $budgetUsd: Float!) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd) {\n      id\n      status\n    }\n  }\n": types.RaiseBudgetDocument,
    "\n  mutation ApproveHeldTool($id: ID!, $tool: String!) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n": types.ApproveHeldToolDocument,
    "\n  fragment QuestionParts on Question {\n    id\n    kind\n    agentId\n    runId\n    chatId\n    stepId\n    toolName\n    text\n    choices\n    arguments\n    defaultAnswer\n    askedAt\n    expiresAt\n  }\n": types.QuestionPartsFragmentDoc,
    "\n  mutation AnswerQuestion($id: ID!, $answer: String, $approve: Boolean, $note: String) {\n    answerQuestion(id: $id, answer: $answer, approve: $approve, note: $note) {\n      id\n      status\n    }\n  }\n": types.AnswerQuestionDocument,
    "\n  query OpenQuestions($runId: ID, $chatId: ID) {\n    questions(runId: $runId, chatId: $chatId) {\n      ...QuestionParts\n    }\n  }\n": types.OpenQuestionsDocument,
    "\n  query Inbox {\n    questions {\n      ...QuestionParts\n    }\n    runs(statuses: [PAUSED], limit: 200) {\n      id\n      task\n      pipelineId\n      waitingFor\n      costUsd\n      budgetUsd\n      updatedAt\n    }\n    mcpServers {\n      id\n      name\n      tools {\n        name\n        description\n        approved\n      }\n    }\n    unknownOutcomes {\n      toolCallId\n      toolName\n      runId\n      chatId\n      stepId\n      at\n    }\n  }\n": types.InboxDocument,
    "\n  query McpServers {\n    mcpServers {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      tools {\n        name\n        approved\n      }\n    }\n  }\n": types.McpServersDocument,
    "\n  mutation CreateMcpServer($input: CreateMcpServerInput!) {\n    createMcpServer(input: $input) {\n      id\n    }\n  }\n": types.CreateMcpServerDocument,
    "\n  query McpServer($id: ID!) {\n    mcpServer(id: $id) {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      config\n      tools {\n        name\n        description\n        inputSchema\n        effect\n        approved\n      }\n    }\n    agents {\n      id\n      name\n    }\n  }\n": types.McpServerDocument,
    "\n  query McpGrants($agentId: ID!) {\n    mcpGrants(agentId: $agentId) {\n      serverId\n      tool\n    }\n  }\n": types.McpGrantsDocument,
    "\n  subscription McpLogs($serverId: ID) {\n    mcpLogs(serverId: $serverId) {\n      line {\n        line\n        level\n        at\n      }\n    }\n  }\n": types.McpLogsDocument,
    "\n  mutation SwitchMcpServer($id: ID!, $enabled: Boolean!) {\n    updateMcpServer(id: $id, input: { enabled: $enabled }) {\n      id\n    }\n  }\n": types.SwitchMcpServerDocument,
    "\n  mutation RestartMcpServer($id: ID!) {\n    restartMcpServers(id: $id)\n  }\n": types.RestartMcpServerDocument,
    "\n  mutation DeleteMcpServer($id: ID!) {\n    deleteMcpServer(id: $id)\n  }\n": types.DeleteMcpServerDocument,
    "\n  mutation ApproveMcpTools($id: ID!, $tool: String) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n": types.ApproveMcpToolsDocument,
    "\n  mutation GrantMcpTool($serverId: ID!, $agentId: ID!) {\n    grantMcpTool(serverId: $serverId, agentId: $agentId) {\n      tool\n    }\n  }\n": types.GrantMcpToolDocument,
    "\n  mutation RevokeMcpTool($serverId: ID!, $agentId: ID!) {\n    revokeMcpTool(serverId: $serverId, agentId: $agentId)\n  }\n": types.RevokeMcpToolDocument,
    "\n  mutation CallMcpTool($serverId: ID!, $tool: String!, $arguments: JSONObject) {\n    callMcpTool(serverId: $serverId, tool: $tool, arguments: $arguments) {\n      content\n      isError\n    }\n  }\n": types.CallMcpToolDocument,
    "\n  query Vaults {\n    memoryVaults {\n      id\n      fileCount\n      totalSizeBytes\n    }\n  }\n": types.VaultsDocument,
    "\n  query SearchMemory($query: String!) {\n    searchMemory(query: $query, limit: 30) {\n      vault\n      path\n      title\n      snippet\n      score\n    }\n  }\n": types.SearchMemoryDocument,
    "\n  query Vault($id: ID!) {\n    memoryVault(id: $id) {\n      id\n      files {\n        path\n        title\n        category\n        tags\n      }\n      graph {\n        nodes {\n          id\n          title\n          type\n          path\n          missing\n          degree\n        }\n        edges {\n          id\n          source\n          target\n          type\n        }\n      }\n    }\n  }\n": types.VaultDocument,
    "\n  query MemoryFile($vault: ID!, $path: String!) {\n    memory(vault: $vault, path: $path) {\n      path\n      content\n    }\n  }\n": types.MemoryFileDocument,
    "\n  mutation UpdateMemory($vault: ID!, $path: String!, $content: String!) {\n    updateMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n": types.UpdateMemoryDocument,
    "\n  mutation CreateMemory($vault: ID!, $path: String, $content: String!) {\n    createMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n": types.CreateMemoryDocument,
    "\n  mutation DeleteMemory($vault: ID!, $path: String!) {\n    deleteMemory(vault: $vault, path: $path)\n  }\n": types.DeleteMemoryDocument,
    "\n  query AllApiKeys {\n    allApiKeys {\n      ...Key\n    }\n    users {\n      id\n      email\n    }\n  }\n": types.AllApiKeysDocument,
    "\n  mutation CreateServiceKey($input: CreateApiKeyInput!) {\n    createServiceKey(input: $input) {\n      key\n    }\n  }\n": types.CreateServiceKeyDocument,
    "\n  mutation CreateAgentKey($agentId: ID!) {\n    createAgentKey(agentId: $agentId) {\n      key\n      keyPrefix\n    }\n  }\n": types.CreateAgentKeyDocument,
    "\n  query AgentsForKeys {\n    agents {\n      id\n      name\n    }\n  }\n": types.AgentsForKeysDocument,
    "\n  query Users {\n    users {\n      id\n      email\n      displayName\n      isAdmin\n      isActive\n      totpEnabled\n      lastLoginAt\n    }\n  }\n": types.UsersDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n": types.CreateUserDocument,
    "\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n    }\n  }\n": types.UpdateUserDocument,
    "\n  query Board($id: ID!) {\n    project(id: $id) {\n      id\n      name\n      description\n      status\n      columns {\n        id\n        name\n        wipLimit\n      }\n      tasks {\n        id\n        title\n        description\n        status\n        priority\n        assignedAgent\n        columnId\n        runId\n        tags\n      }\n      dependencies {\n        id\n        fromTaskId\n        toTaskId\n        type\n      }\n    }\n  }\n": types.BoardDocument,
    "\n  mutation CreateTask($projectId: ID!, $input: CreateTaskInput!) {\n    createTask(projectId: $projectId, input: $input) {\n      id\n    }\n  }\n": types.CreateTaskDocument,
    "\n  mutation MoveTask($projectId: ID!, $id: ID!, $columnId: ID!, $position: Int) {\n    moveTask(projectId: $projectId, id: $id, columnId: $columnId, position: $position) {\n      id\n    }\n  }\n": types.MoveTaskDocument,
    "\n  mutation ExecuteTask($projectId: ID!, $id: ID!, $input: ExecuteTaskInput) {\n    executeTask(projectId: $projectId, id: $id, input: $input) {\n      runId\n    }\n  }\n": types.ExecuteTaskDocument,
    "\n  mutation AddDependency($projectId: ID!, $taskId: ID!, $fromTaskId: ID!) {\n    addDependency(projectId: $projectId, taskId: $taskId, fromTaskId: $fromTaskId) {\n      id\n    }\n  }\n": types.AddDependencyDocument,
    "\n  query Projects {\n    projects {\n      id\n      name\n      description\n      status\n      totalTasks\n      completedTasks\n      updatedAt\n    }\n    boardTemplates {\n      id\n      name\n      description\n    }\n  }\n": types.ProjectsDocument,
    "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n    }\n  }\n": types.CreateProjectDocument,
    "\n  query Pipelines {\n    pipelines {\n      id\n      name\n      description\n      isRunnable\n      problems {\n        severity\n        message\n      }\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n": types.PipelinesDocument,
    "\n  mutation CreateRun($input: CreateRunInput!, $key: String) {\n    createRun(input: $input, idempotencyKey: $key) {\n      id\n    }\n  }\n": types.CreateRunDocument,
    "\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      id\n      status\n    }\n  }\n": types.CancelRunDocument,
    "\n  mutation PauseRun($id: ID!) {\n    pauseRun(id: $id) {\n      id\n      status\n    }\n  }\n": types.PauseRunDocument,
    "\n  mutation ResumeRun($id: ID!, $budgetUsd: Float, $budgetTokens: Long, $budgetTimeSec: Float) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd, budgetTokens: $budgetTokens, budgetTimeSec: $budgetTimeSec) {\n      id\n      status\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n    }\n  }\n": types.ResumeRunDocument,
    "\n  mutation RestartRun($id: ID!, $context: String) {\n    restartRun(id: $id, context: $context) {\n      id\n      status\n    }\n  }\n": types.RestartRunDocument,
    "\n  mutation RestartStep($id: ID!, $stepId: ID!, $context: String) {\n    restartStep(runId: $id, stepId: $stepId, context: $context) {\n      id\n      status\n    }\n  }\n": types.RestartStepDocument,
    "\n  query RunHead($id: ID!) {\n    run(id: $id) {\n      id\n      pipelineId\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n": types.RunHeadDocument,
    "\n  query PipelineNames {\n    pipelines {\n      id\n      name\n    }\n  }\n": types.PipelineNamesDocument,
    "\n  query Runs($pipelineId: ID, $statuses: [RunStatus!], $limit: Int, $offset: Int) {\n    runs(pipelineId: $pipelineId, statuses: $statuses, limit: $limit, offset: $offset) {\n      id\n      pipelineId\n      task\n      status\n      waitingFor\n      currentStep\n      costUsd\n      createdAt\n      completedAt\n    }\n  }\n": types.RunsDocument,
    "\n  mutation Login($email: String!, $password: String!) {\n    login(email: $email, password: $password) {\n      ... on SignedIn {\n        ...SignedIn\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n": types.LoginDocument,
    "\n  mutation LoginWithTotp($pendingToken: String!, $code: String!) {\n    loginWithTotp(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n": types.LoginWithTotpDocument,
    "\n  mutation LoginWithRecoveryCode($pendingToken: String!, $code: String!) {\n    loginWithRecoveryCode(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n": types.LoginWithRecoveryCodeDocument,
    "\n  query AuthStatus {\n    authStatus {\n      authEnabled\n      setupComplete\n    }\n  }\n": types.AuthStatusDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n      isAdmin\n      totpEnabled\n      scopes\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on SignedIn {\n    accessToken\n    refreshToken\n    expiresIn\n    user {\n      id\n      isAdmin\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation Logout($refreshToken: String!) {\n    logout(refreshToken: $refreshToken)\n  }\n": types.LogoutDocument,
    "\n  mutation LogoutEverywhere {\n    logoutEverywhere\n  }\n": types.LogoutEverywhereDocument,
    "\n  mutation SetUp($input: SetUpInput!, $setupToken: String) {\n    setUp(input: $input, setupToken: $setupToken) {\n      ...SignedIn\n    }\n  }\n": types.SetUpDocument,
    "\n  query Providers {\n    providers {\n      id\n      name\n      description\n      enabled\n      configured\n      maskedApiKey\n      plainExtraConfig\n      keyVariable\n      docsUrl\n      isCustom\n      extraFields {\n        variable\n        label\n        placeholder\n        description\n        isRequired\n      }\n    }\n  }\n": types.ProvidersDocument,
    "\n  mutation UpdateProvider($id: ID!, $input: ProviderInput!) {\n    updateProvider(id: $id, input: $input) {\n      id\n      enabled\n      configured\n    }\n  }\n": types.UpdateProviderDocument,
    "\n  mutation CreateProvider($input: CustomProviderInput!) {\n    createProvider(input: $input) {\n      id\n    }\n  }\n": types.CreateProviderDocument,
    "\n  mutation DeleteProvider($id: ID!) {\n    deleteProvider(id: $id)\n  }\n": types.DeleteProviderDocument,
    "\n  query ProviderModels($id: ID!) {\n    providerModels(id: $id) {\n      source\n      models {\n        id\n      }\n    }\n  }\n": types.ProviderModelsDocument,
    "\n  query Secrets {\n    secrets {\n      id\n      name\n      description\n      typeLabel\n      envKey\n      grantedAgents\n      updatedAt\n    }\n    agents {\n      id\n      name\n    }\n  }\n": types.SecretsDocument,
    "\n  mutation CreateSecret($input: CreateSecretInput!) {\n    createSecret(input: $input) {\n      id\n    }\n  }\n": types.CreateSecretDocument,
    "\n  mutation DeleteSecret($id: ID!) {\n    deleteSecret(id: $id)\n  }\n": types.DeleteSecretDocument,
    "\n  mutation GrantSecret($id: ID!, $agentId: ID!) {\n    grantSecret(id: $id, agentId: $agentId) {\n      grantedAt\n    }\n  }\n": types.GrantSecretDocument,
    "\n  mutation RevokeSecret($id: ID!, $agentId: ID!) {\n    revokeSecret(id: $id, agentId: $agentId)\n  }\n": types.RevokeSecretDocument,
    "\n  query ServerSettings {\n    settings {\n      defaultWorkingModel\n      pulseEnabled\n      pulseIntervalMinutes\n      wakeEnabled\n      wakeCooldownSec\n      maxWakesPerDay\n      maxConcurrentPulseSessions\n    }\n    modelSuggestions {\n      working\n    }\n  }\n": types.ServerSettingsDocument,
    "\n  mutation UpdateSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      defaultWorkingModel\n    }\n  }\n": types.UpdateSettingsDocument,
    "\n  query Skills {\n    skills {\n      id\n      description\n      tags\n      content\n      enabled\n      hasFiles\n    }\n    agents {\n      id\n      name\n    }\n  }\n": types.SkillsDocument,
    "\n  query SkillGrants($agentId: ID!) {\n    agentSkills(agentId: $agentId) {\n      granted {\n        id\n      }\n    }\n  }\n": types.SkillGrantsDocument,
    "\n  mutation CreateSkill($input: CreateSkillInput!) {\n    createSkill(input: $input) {\n      id\n    }\n  }\n": types.CreateSkillDocument,
    "\n  mutation SwitchSkill($name: String!, $enabled: Boolean!) {\n    updateSkill(name: $name, input: { enabled: $enabled }) {\n      id\n    }\n  }\n": types.SwitchSkillDocument,
    "\n  mutation GrantSkill($agentId: ID!, $name: String!) {\n    grantSkill(agentId: $agentId, name: $name) {\n      id\n    }\n  }\n": types.GrantSkillDocument,
    "\n  mutation RevokeSkill($agentId: ID!, $name: String!) {\n    revokeSkill(agentId: $agentId, name: $name)\n  }\n": types.RevokeSkillDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LoginButtons {\n    authStatus {\n      oidcProviders {\n        id\n        slug\n        buttonText\n        buttonColor\n        iconUrl\n      }\n    }\n  }\n"): (typeof documents)["\n  query LoginButtons {\n    authStatus {\n      oidcProviders {\n        id\n        slug\n        buttonText\n        buttonColor\n        iconUrl\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthorizeOidc($slug: String!, $redirectUri: String!, $browserKey: String!) {\n    authorizeOidc(slug: $slug, redirectUri: $redirectUri, browserKey: $browserKey) {\n      authorizationUrl\n    }\n  }\n"): (typeof documents)["\n  mutation AuthorizeOidc($slug: String!, $redirectUri: String!, $browserKey: String!) {\n    authorizeOidc(slug: $slug, redirectUri: $redirectUri, browserKey: $browserKey) {\n      authorizationUrl\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteOidc($slug: String!, $answer: OidcAnswerInput!, $browserKey: String!) {\n    completeOidc(slug: $slug, answer: $answer, browserKey: $browserKey) {\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        expiresIn\n        user {\n          id\n          isAdmin\n        }\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteOidc($slug: String!, $answer: OidcAnswerInput!, $browserKey: String!) {\n    completeOidc(slug: $slug, answer: $answer, browserKey: $browserKey) {\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        expiresIn\n        user {\n          id\n          isAdmin\n        }\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiKeys {\n      ...Key\n    }\n  }\n  fragment Key on ApiKey {\n    id\n    name\n    keyPrefix\n    agentId\n    userId\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n"): (typeof documents)["\n  query ApiKeys {\n    apiKeys {\n      ...Key\n    }\n  }\n  fragment Key on ApiKey {\n    id\n    name\n    keyPrefix\n    agentId\n    userId\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {\n      ...SignedIn\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {\n      ...SignedIn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecondFactor {\n    viewer {\n      id\n      totpEnabled\n    }\n  }\n"): (typeof documents)["\n  query SecondFactor {\n    viewer {\n      id\n      totpEnabled\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTotp {\n    startTotp {\n      secret\n      provisioningUri\n    }\n  }\n"): (typeof documents)["\n  mutation StartTotp {\n    startTotp {\n      secret\n      provisioningUri\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      recoveryCodes\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      recoveryCodes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp($password: String) {\n    disableTotp(password: $password)\n  }\n"): (typeof documents)["\n  mutation DisableTotp($password: String) {\n    disableTotp(password: $password)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes($code: String!) {\n    renewRecoveryCodes(code: $code) {\n      recoveryCodes\n    }\n  }\n"): (typeof documents)["\n  mutation RenewRecoveryCodes($code: String!) {\n    renewRecoveryCodes(code: $code) {\n      recoveryCodes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ActorCrashes($path: String!) {\n    actorCrashes(path: $path) {\n      at\n      incarnation\n      error\n      stack\n      message\n      recentMessages\n      restartAt\n      givenUp\n    }\n  }\n"): (typeof documents)["\n  query ActorCrashes($path: String!) {\n    actorCrashes(path: $path) {\n      at\n      incarnation\n      error\n      stack\n      message\n      recentMessages\n      restartAt\n      givenUp\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartActor($path: String!) {\n    restartActor(path: $path) {\n      path\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation RestartActor($path: String!) {\n    restartActor(path: $path) {\n      path\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StopActor($path: String!) {\n    stopActor(path: $path)\n  }\n"): (typeof documents)["\n  mutation StopActor($path: String!) {\n    stopActor(path: $path)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeadLetters {\n    deadLetters {\n      total\n      recent {\n        at\n        to\n        message\n        reason\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeadLetters {\n    deadLetters {\n      total\n      recent {\n        at\n        to\n        message\n        reason\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ActorTree {\n    actorTreeChanged {\n      version\n      isSnapshot\n      removed\n      changed {\n        path\n        name\n        kind\n        parent\n        state\n        doing\n        message\n        incarnation\n        startedAt\n        mailboxDepth\n        oldestMessageAt\n        processed\n        restarts\n        busySince\n        backoffUntil\n        lastError\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ActorTree {\n    actorTreeChanged {\n      version\n      isSnapshot\n      removed\n      changed {\n        path\n        name\n        kind\n        parent\n        state\n        doing\n        message\n        incarnation\n        startedAt\n        mailboxDepth\n        oldestMessageAt\n        processed\n        restarts\n        busySince\n        backoffUntil\n        lastError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Agent($id: ID!) {\n    agent(id: $id) {\n      id\n      name\n      emoji\n      role\n      status\n      files\n      configOrEmpty\n      today {\n        agentId\n        budget {\n          usd\n          tokens\n          timeSec\n        }\n        spent {\n          usd\n          tokens\n          timeSec\n        }\n      }\n      runs(limit: 30) {\n        runId\n        pipelineId\n        task\n        status\n        createdAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Agent($id: ID!) {\n    agent(id: $id) {\n      id\n      name\n      emoji\n      role\n      status\n      files\n      configOrEmpty\n      today {\n        agentId\n        budget {\n          usd\n          tokens\n          timeSec\n        }\n        spent {\n          usd\n          tokens\n          timeSec\n        }\n      }\n      runs(limit: 30) {\n        runId\n        pipelineId\n        task\n        status\n        createdAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WriteAgentFile($id: ID!, $name: String!, $content: String!) {\n    writeAgentFile(id: $id, name: $name, content: $content) {\n      filename\n    }\n  }\n"): (typeof documents)["\n  mutation WriteAgentFile($id: ID!, $name: String!, $content: String!) {\n    writeAgentFile(id: $id, name: $name, content: $content) {\n      filename\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateAgentConfig($id: ID!, $config: JSONObject!) {\n    updateAgentConfig(id: $id, config: $config) {\n      config\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateAgentConfig($id: ID!, $config: JSONObject!) {\n    updateAgentConfig(id: $id, config: $config) {\n      config\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AgentSchedule($id: ID!) {\n    agentPulse(agentId: $id) {\n      enabled\n      intervalMinutes\n      nextAt\n      lastAt\n      lastOutcome\n      wakesToday\n    }\n  }\n"): (typeof documents)["\n  query AgentSchedule($id: ID!) {\n    agentPulse(agentId: $id) {\n      enabled\n      intervalMinutes\n      nextAt\n      lastAt\n      lastOutcome\n      wakesToday\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WakeAgent($id: ID!) {\n    wakeAgent(agentId: $id)\n  }\n"): (typeof documents)["\n  mutation WakeAgent($id: ID!) {\n    wakeAgent(agentId: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RaiseAgentBudget($agentId: ID!, $usd: Float, $tokens: Long, $timeSec: Float) {\n    raiseAgentBudget(agentId: $agentId, usd: $usd, tokens: $tokens, timeSec: $timeSec) {\n      agentId\n      budget {\n        usd\n        tokens\n        timeSec\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RaiseAgentBudget($agentId: ID!, $usd: Float, $tokens: Long, $timeSec: Float) {\n    raiseAgentBudget(agentId: $agentId, usd: $usd, tokens: $tokens, timeSec: $timeSec) {\n      agentId\n      budget {\n        usd\n        tokens\n        timeSec\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Agents {\n    agents {\n      id\n      name\n      emoji\n      role\n      description\n      model\n      status\n      currentRun\n    }\n  }\n"): (typeof documents)["\n  query Agents {\n    agents {\n      id\n      name\n      emoji\n      role\n      description\n      model\n      status\n      currentRun\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Audit($limit: Int) {\n    auditLog(limit: $limit) {\n      seq\n      at\n      actor\n      action\n      target\n      surface\n      address\n      details\n    }\n    auditVerification {\n      entries\n      brokenAt\n    }\n  }\n"): (typeof documents)["\n  query Audit($limit: Int) {\n    auditLog(limit: $limit) {\n      seq\n      at\n      actor\n      action\n      target\n      surface\n      address\n      details\n    }\n    auditVerification {\n      entries\n      brokenAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Chat($id: ID!) {\n    chat(id: $id) {\n      id\n      agentId\n      status\n      waitingFor\n      model\n      error\n      costUsd\n      waitingReason\n      messages {\n        id\n        role\n        content\n        thinking\n        toolCalls\n        attachments\n        status\n        error\n      }\n    }\n  }\n"): (typeof documents)["\n  query Chat($id: ID!) {\n    chat(id: $id) {\n      id\n      agentId\n      status\n      waitingFor\n      model\n      error\n      costUsd\n      waitingReason\n      messages {\n        id\n        role\n        content\n        thinking\n        toolCalls\n        attachments\n        status\n        error\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendMessage($id: ID!, $message: String!, $attachmentIds: [ID!]) {\n    sendMessage(id: $id, message: $message, attachmentIds: $attachmentIds) {\n      userMessageId\n    }\n  }\n"): (typeof documents)["\n  mutation SendMessage($id: ID!, $message: String!, $attachmentIds: [ID!]) {\n    sendMessage(id: $id, message: $message, attachmentIds: $attachmentIds) {\n      userMessageId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StopReply($id: ID!) {\n    stopReply(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation StopReply($id: ID!) {\n    stopReply(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndChat($id: ID!) {\n    endChat(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation EndChat($id: ID!) {\n    endChat(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartChat($id: ID!) {\n    restartChat(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RestartChat($id: ID!) {\n    restartChat(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteChat($id: ID!) {\n    deleteChat(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteChat($id: ID!) {\n    deleteChat(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UploadAttachment($chatId: ID!, $file: Upload!) {\n    uploadAttachment(chatId: $chatId, file: $file) {\n      id\n      filename\n    }\n  }\n"): (typeof documents)["\n  mutation UploadAttachment($chatId: ID!, $file: Upload!) {\n    uploadAttachment(chatId: $chatId, file: $file) {\n      id\n      filename\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Chats($limit: Int) {\n    chats(statuses: [\"all\"], limit: $limit) {\n      sessions {\n        id\n        agentId\n        status\n        model\n        messageCount\n        lastActivityAt\n      }\n      total\n    }\n    agents {\n      id\n      name\n      emoji\n    }\n  }\n"): (typeof documents)["\n  query Chats($limit: Int) {\n    chats(statuses: [\"all\"], limit: $limit) {\n      sessions {\n        id\n        agentId\n        status\n        model\n        messageCount\n        lastActivityAt\n      }\n      total\n    }\n    agents {\n      id\n      name\n      emoji\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowEvents($runId: ID, $chatId: ID, $types: [String!], $since: Cursor) {\n    events(runId: $runId, chatId: $chatId, types: $types, since: $since) {\n      cursor\n      seq\n      type\n      runId\n      stepId\n      at\n      data\n    }\n  }\n"): (typeof documents)["\n  subscription FollowEvents($runId: ID, $chatId: ID, $types: [String!], $since: Cursor) {\n    events(runId: $runId, chatId: $chatId, types: $types, since: $since) {\n      cursor\n      seq\n      type\n      runId\n      stepId\n      at\n      data\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Status {\n    status {\n      version\n      activeRuns\n      totalAgents\n      totalPipelines\n      completedRunsLastHour\n      averageDuration\n      isDemo\n    }\n  }\n"): (typeof documents)["\n  query Status {\n    status {\n      version\n      activeRuns\n      totalAgents\n      totalPipelines\n      completedRunsLastHour\n      averageDuration\n      isDemo\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RaiseBudget($id: ID!, $budgetUsd: Float!) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  mutation RaiseBudget($id: ID!, $budgetUsd: Float!) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveHeldTool($id: ID!, $tool: String!) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveHeldTool($id: ID!, $tool: String!) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment QuestionParts on Question {\n    id\n    kind\n    agentId\n    runId\n    chatId\n    stepId\n    toolName\n    text\n    choices\n    arguments\n    defaultAnswer\n    askedAt\n    expiresAt\n  }\n"): (typeof documents)["\n  fragment QuestionParts on Question {\n    id\n    kind\n    agentId\n    runId\n    chatId\n    stepId\n    toolName\n    text\n    choices\n    arguments\n    defaultAnswer\n    askedAt\n    expiresAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AnswerQuestion($id: ID!, $answer: String, $approve: Boolean, $note: String) {\n    answerQuestion(id: $id, answer: $answer, approve: $approve, note: $note) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  mutation AnswerQuestion($id: ID!, $answer: String, $approve: Boolean, $note: String) {\n    answerQuestion(id: $id, answer: $answer, approve: $approve, note: $note) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenQuestions($runId: ID, $chatId: ID) {\n    questions(runId: $runId, chatId: $chatId) {\n      ...QuestionParts\n    }\n  }\n"): (typeof documents)["\n  query OpenQuestions($runId: ID, $chatId: ID) {\n    questions(runId: $runId, chatId: $chatId) {\n      ...QuestionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Inbox {\n    questions {\n      ...QuestionParts\n    }\n    runs(statuses: [PAUSED], limit: 200) {\n      id\n      task\n      pipelineId\n      waitingFor\n      costUsd\n      budgetUsd\n      updatedAt\n    }\n    mcpServers {\n      id\n      name\n      tools {\n        name\n        description\n        approved\n      }\n    }\n    unknownOutcomes {\n      toolCallId\n      toolName\n      runId\n      chatId\n      stepId\n      at\n    }\n  }\n"): (typeof documents)["\n  query Inbox {\n    questions {\n      ...QuestionParts\n    }\n    runs(statuses: [PAUSED], limit: 200) {\n      id\n      task\n      pipelineId\n      waitingFor\n      costUsd\n      budgetUsd\n      updatedAt\n    }\n    mcpServers {\n      id\n      name\n      tools {\n        name\n        description\n        approved\n      }\n    }\n    unknownOutcomes {\n      toolCallId\n      toolName\n      runId\n      chatId\n      stepId\n      at\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query McpServers {\n    mcpServers {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      tools {\n        name\n        approved\n      }\n    }\n  }\n"): (typeof documents)["\n  query McpServers {\n    mcpServers {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      tools {\n        name\n        approved\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateMcpServer($input: CreateMcpServerInput!) {\n    createMcpServer(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateMcpServer($input: CreateMcpServerInput!) {\n    createMcpServer(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query McpServer($id: ID!) {\n    mcpServer(id: $id) {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      config\n      tools {\n        name\n        description\n        inputSchema\n        effect\n        approved\n      }\n    }\n    agents {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query McpServer($id: ID!) {\n    mcpServer(id: $id) {\n      id\n      name\n      description\n      enabled\n      state\n      problem\n      config\n      tools {\n        name\n        description\n        inputSchema\n        effect\n        approved\n      }\n    }\n    agents {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query McpGrants($agentId: ID!) {\n    mcpGrants(agentId: $agentId) {\n      serverId\n      tool\n    }\n  }\n"): (typeof documents)["\n  query McpGrants($agentId: ID!) {\n    mcpGrants(agentId: $agentId) {\n      serverId\n      tool\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription McpLogs($serverId: ID) {\n    mcpLogs(serverId: $serverId) {\n      line {\n        line\n        level\n        at\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription McpLogs($serverId: ID) {\n    mcpLogs(serverId: $serverId) {\n      line {\n        line\n        level\n        at\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchMcpServer($id: ID!, $enabled: Boolean!) {\n    updateMcpServer(id: $id, input: { enabled: $enabled }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchMcpServer($id: ID!, $enabled: Boolean!) {\n    updateMcpServer(id: $id, input: { enabled: $enabled }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartMcpServer($id: ID!) {\n    restartMcpServers(id: $id)\n  }\n"): (typeof documents)["\n  mutation RestartMcpServer($id: ID!) {\n    restartMcpServers(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMcpServer($id: ID!) {\n    deleteMcpServer(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteMcpServer($id: ID!) {\n    deleteMcpServer(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveMcpTools($id: ID!, $tool: String) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveMcpTools($id: ID!, $tool: String) {\n    approveMcpTools(id: $id, tool: $tool) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantMcpTool($serverId: ID!, $agentId: ID!) {\n    grantMcpTool(serverId: $serverId, agentId: $agentId) {\n      tool\n    }\n  }\n"): (typeof documents)["\n  mutation GrantMcpTool($serverId: ID!, $agentId: ID!) {\n    grantMcpTool(serverId: $serverId, agentId: $agentId) {\n      tool\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeMcpTool($serverId: ID!, $agentId: ID!) {\n    revokeMcpTool(serverId: $serverId, agentId: $agentId)\n  }\n"): (typeof documents)["\n  mutation RevokeMcpTool($serverId: ID!, $agentId: ID!) {\n    revokeMcpTool(serverId: $serverId, agentId: $agentId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CallMcpTool($serverId: ID!, $tool: String!, $arguments: JSONObject) {\n    callMcpTool(serverId: $serverId, tool: $tool, arguments: $arguments) {\n      content\n      isError\n    }\n  }\n"): (typeof documents)["\n  mutation CallMcpTool($serverId: ID!, $tool: String!, $arguments: JSONObject) {\n    callMcpTool(serverId: $serverId, tool: $tool, arguments: $arguments) {\n      content\n      isError\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Vaults {\n    memoryVaults {\n      id\n      fileCount\n      totalSizeBytes\n    }\n  }\n"): (typeof documents)["\n  query Vaults {\n    memoryVaults {\n      id\n      fileCount\n      totalSizeBytes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchMemory($query: String!) {\n    searchMemory(query: $query, limit: 30) {\n      vault\n      path\n      title\n      snippet\n      score\n    }\n  }\n"): (typeof documents)["\n  query SearchMemory($query: String!) {\n    searchMemory(query: $query, limit: 30) {\n      vault\n      path\n      title\n      snippet\n      score\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Vault($id: ID!) {\n    memoryVault(id: $id) {\n      id\n      files {\n        path\n        title\n        category\n        tags\n      }\n      graph {\n        nodes {\n          id\n          title\n          type\n          path\n          missing\n          degree\n        }\n        edges {\n          id\n          source\n          target\n          type\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Vault($id: ID!) {\n    memoryVault(id: $id) {\n      id\n      files {\n        path\n        title\n        category\n        tags\n      }\n      graph {\n        nodes {\n          id\n          title\n          type\n          path\n          missing\n          degree\n        }\n        edges {\n          id\n          source\n          target\n          type\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MemoryFile($vault: ID!, $path: String!) {\n    memory(vault: $vault, path: $path) {\n      path\n      content\n    }\n  }\n"): (typeof documents)["\n  query MemoryFile($vault: ID!, $path: String!) {\n    memory(vault: $vault, path: $path) {\n      path\n      content\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateMemory($vault: ID!, $path: String!, $content: String!) {\n    updateMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateMemory($vault: ID!, $path: String!, $content: String!) {\n    updateMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateMemory($vault: ID!, $path: String, $content: String!) {\n    createMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n"): (typeof documents)["\n  mutation CreateMemory($vault: ID!, $path: String, $content: String!) {\n    createMemory(vault: $vault, path: $path, content: $content) {\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMemory($vault: ID!, $path: String!) {\n    deleteMemory(vault: $vault, path: $path)\n  }\n"): (typeof documents)["\n  mutation DeleteMemory($vault: ID!, $path: String!) {\n    deleteMemory(vault: $vault, path: $path)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllApiKeys {\n    allApiKeys {\n      ...Key\n    }\n    users {\n      id\n      email\n    }\n  }\n"): (typeof documents)["\n  query AllApiKeys {\n    allApiKeys {\n      ...Key\n    }\n    users {\n      id\n      email\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateServiceKey($input: CreateApiKeyInput!) {\n    createServiceKey(input: $input) {\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation CreateServiceKey($input: CreateApiKeyInput!) {\n    createServiceKey(input: $input) {\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAgentKey($agentId: ID!) {\n    createAgentKey(agentId: $agentId) {\n      key\n      keyPrefix\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAgentKey($agentId: ID!) {\n    createAgentKey(agentId: $agentId) {\n      key\n      keyPrefix\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AgentsForKeys {\n    agents {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query AgentsForKeys {\n    agents {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users {\n    users {\n      id\n      email\n      displayName\n      isAdmin\n      isActive\n      totpEnabled\n      lastLoginAt\n    }\n  }\n"): (typeof documents)["\n  query Users {\n    users {\n      id\n      email\n      displayName\n      isAdmin\n      isActive\n      totpEnabled\n      lastLoginAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {\n    updateUser(id: $id, input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Board($id: ID!) {\n    project(id: $id) {\n      id\n      name\n      description\n      status\n      columns {\n        id\n        name\n        wipLimit\n      }\n      tasks {\n        id\n        title\n        description\n        status\n        priority\n        assignedAgent\n        columnId\n        runId\n        tags\n      }\n      dependencies {\n        id\n        fromTaskId\n        toTaskId\n        type\n      }\n    }\n  }\n"): (typeof documents)["\n  query Board($id: ID!) {\n    project(id: $id) {\n      id\n      name\n      description\n      status\n      columns {\n        id\n        name\n        wipLimit\n      }\n      tasks {\n        id\n        title\n        description\n        status\n        priority\n        assignedAgent\n        columnId\n        runId\n        tags\n      }\n      dependencies {\n        id\n        fromTaskId\n        toTaskId\n        type\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTask($projectId: ID!, $input: CreateTaskInput!) {\n    createTask(projectId: $projectId, input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateTask($projectId: ID!, $input: CreateTaskInput!) {\n    createTask(projectId: $projectId, input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveTask($projectId: ID!, $id: ID!, $columnId: ID!, $position: Int) {\n    moveTask(projectId: $projectId, id: $id, columnId: $columnId, position: $position) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation MoveTask($projectId: ID!, $id: ID!, $columnId: ID!, $position: Int) {\n    moveTask(projectId: $projectId, id: $id, columnId: $columnId, position: $position) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExecuteTask($projectId: ID!, $id: ID!, $input: ExecuteTaskInput) {\n    executeTask(projectId: $projectId, id: $id, input: $input) {\n      runId\n    }\n  }\n"): (typeof documents)["\n  mutation ExecuteTask($projectId: ID!, $id: ID!, $input: ExecuteTaskInput) {\n    executeTask(projectId: $projectId, id: $id, input: $input) {\n      runId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddDependency($projectId: ID!, $taskId: ID!, $fromTaskId: ID!) {\n    addDependency(projectId: $projectId, taskId: $taskId, fromTaskId: $fromTaskId) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation AddDependency($projectId: ID!, $taskId: ID!, $fromTaskId: ID!) {\n    addDependency(projectId: $projectId, taskId: $taskId, fromTaskId: $fromTaskId) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Projects {\n    projects {\n      id\n      name\n      description\n      status\n      totalTasks\n      completedTasks\n      updatedAt\n    }\n    boardTemplates {\n      id\n      name\n      description\n    }\n  }\n"): (typeof documents)["\n  query Projects {\n    projects {\n      id\n      name\n      description\n      status\n      totalTasks\n      completedTasks\n      updatedAt\n    }\n    boardTemplates {\n      id\n      name\n      description\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pipelines {\n    pipelines {\n      id\n      name\n      description\n      isRunnable\n      problems {\n        severity\n        message\n      }\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Pipelines {\n    pipelines {\n      id\n      name\n      description\n      isRunnable\n      problems {\n        severity\n        message\n      }\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRun($input: CreateRunInput!, $key: String) {\n    createRun(input: $input, idempotencyKey: $key) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRun($input: CreateRunInput!, $key: String) {\n    createRun(input: $input, idempotencyKey: $key) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseRun($id: ID!) {\n    pauseRun(id: $id) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  mutation PauseRun($id: ID!) {\n    pauseRun(id: $id) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeRun($id: ID!, $budgetUsd: Float, $budgetTokens: Long, $budgetTimeSec: Float) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd, budgetTokens: $budgetTokens, budgetTimeSec: $budgetTimeSec) {\n      id\n      status\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeRun($id: ID!, $budgetUsd: Float, $budgetTokens: Long, $budgetTimeSec: Float) {\n    resumeRun(id: $id, budgetUsd: $budgetUsd, budgetTokens: $budgetTokens, budgetTimeSec: $budgetTimeSec) {\n      id\n      status\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartRun($id: ID!, $context: String) {\n    restartRun(id: $id, context: $context) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  mutation RestartRun($id: ID!, $context: String) {\n    restartRun(id: $id, context: $context) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartStep($id: ID!, $stepId: ID!, $context: String) {\n    restartStep(runId: $id, stepId: $stepId, context: $context) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  mutation RestartStep($id: ID!, $stepId: ID!, $context: String) {\n    restartStep(runId: $id, stepId: $stepId, context: $context) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunHead($id: ID!) {\n    run(id: $id) {\n      id\n      pipelineId\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunHead($id: ID!) {\n    run(id: $id) {\n      id\n      pipelineId\n      budgetUsd\n      budgetTokens\n      budgetTimeSec\n      graph {\n        nodes {\n          id\n          agentId\n          description\n          isLoop\n        }\n        edges {\n          from\n          to\n          kind\n          label\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PipelineNames {\n    pipelines {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query PipelineNames {\n    pipelines {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Runs($pipelineId: ID, $statuses: [RunStatus!], $limit: Int, $offset: Int) {\n    runs(pipelineId: $pipelineId, statuses: $statuses, limit: $limit, offset: $offset) {\n      id\n      pipelineId\n      task\n      status\n      waitingFor\n      currentStep\n      costUsd\n      createdAt\n      completedAt\n    }\n  }\n"): (typeof documents)["\n  query Runs($pipelineId: ID, $statuses: [RunStatus!], $limit: Int, $offset: Int) {\n    runs(pipelineId: $pipelineId, statuses: $statuses, limit: $limit, offset: $offset) {\n      id\n      pipelineId\n      task\n      status\n      waitingFor\n      currentStep\n      costUsd\n      createdAt\n      completedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Login($email: String!, $password: String!) {\n    login(email: $email, password: $password) {\n      ... on SignedIn {\n        ...SignedIn\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Login($email: String!, $password: String!) {\n    login(email: $email, password: $password) {\n      ... on SignedIn {\n        ...SignedIn\n      }\n      ... on TotpChallenge {\n        pendingToken\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LoginWithTotp($pendingToken: String!, $code: String!) {\n    loginWithTotp(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n"): (typeof documents)["\n  mutation LoginWithTotp($pendingToken: String!, $code: String!) {\n    loginWithTotp(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LoginWithRecoveryCode($pendingToken: String!, $code: String!) {\n    loginWithRecoveryCode(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n"): (typeof documents)["\n  mutation LoginWithRecoveryCode($pendingToken: String!, $code: String!) {\n    loginWithRecoveryCode(pendingToken: $pendingToken, code: $code) {\n      ...SignedIn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuthStatus {\n    authStatus {\n      authEnabled\n      setupComplete\n    }\n  }\n"): (typeof documents)["\n  query AuthStatus {\n    authStatus {\n      authEnabled\n      setupComplete\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n      isAdmin\n      totpEnabled\n      scopes\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n      isAdmin\n      totpEnabled\n      scopes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on SignedIn {\n    accessToken\n    refreshToken\n    expiresIn\n    user {\n      id\n      isAdmin\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession($refreshToken: String!) {\n    refreshSession(refreshToken: $refreshToken) {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on SignedIn {\n    accessToken\n    refreshToken\n    expiresIn\n    user {\n      id\n      isAdmin\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Logout($refreshToken: String!) {\n    logout(refreshToken: $refreshToken)\n  }\n"): (typeof documents)["\n  mutation Logout($refreshToken: String!) {\n    logout(refreshToken: $refreshToken)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogoutEverywhere {\n    logoutEverywhere\n  }\n"): (typeof documents)["\n  mutation LogoutEverywhere {\n    logoutEverywhere\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUp($input: SetUpInput!, $setupToken: String) {\n    setUp(input: $input, setupToken: $setupToken) {\n      ...SignedIn\n    }\n  }\n"): (typeof documents)["\n  mutation SetUp($input: SetUpInput!, $setupToken: String) {\n    setUp(input: $input, setupToken: $setupToken) {\n      ...SignedIn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Providers {\n    providers {\n      id\n      name\n      description\n      enabled\n      configured\n      maskedApiKey\n      plainExtraConfig\n      keyVariable\n      docsUrl\n      isCustom\n      extraFields {\n        variable\n        label\n        placeholder\n        description\n        isRequired\n      }\n    }\n  }\n"): (typeof documents)["\n  query Providers {\n    providers {\n      id\n      name\n      description\n      enabled\n      configured\n      maskedApiKey\n      plainExtraConfig\n      keyVariable\n      docsUrl\n      isCustom\n      extraFields {\n        variable\n        label\n        placeholder\n        description\n        isRequired\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProvider($id: ID!, $input: ProviderInput!) {\n    updateProvider(id: $id, input: $input) {\n      id\n      enabled\n      configured\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateProvider($id: ID!, $input: ProviderInput!) {\n    updateProvider(id: $id, input: $input) {\n      id\n      enabled\n      configured\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProvider($input: CustomProviderInput!) {\n    createProvider(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateProvider($input: CustomProviderInput!) {\n    createProvider(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteProvider($id: ID!) {\n    deleteProvider(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteProvider($id: ID!) {\n    deleteProvider(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProviderModels($id: ID!) {\n    providerModels(id: $id) {\n      source\n      models {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProviderModels($id: ID!) {\n    providerModels(id: $id) {\n      source\n      models {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Secrets {\n    secrets {\n      id\n      name\n      description\n      typeLabel\n      envKey\n      grantedAgents\n      updatedAt\n    }\n    agents {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query Secrets {\n    secrets {\n      id\n      name\n      description\n      typeLabel\n      envKey\n      grantedAgents\n      updatedAt\n    }\n    agents {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateSecret($input: CreateSecretInput!) {\n    createSecret(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateSecret($input: CreateSecretInput!) {\n    createSecret(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSecret($id: ID!) {\n    deleteSecret(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteSecret($id: ID!) {\n    deleteSecret(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantSecret($id: ID!, $agentId: ID!) {\n    grantSecret(id: $id, agentId: $agentId) {\n      grantedAt\n    }\n  }\n"): (typeof documents)["\n  mutation GrantSecret($id: ID!, $agentId: ID!) {\n    grantSecret(id: $id, agentId: $agentId) {\n      grantedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSecret($id: ID!, $agentId: ID!) {\n    revokeSecret(id: $id, agentId: $agentId)\n  }\n"): (typeof documents)["\n  mutation RevokeSecret($id: ID!, $agentId: ID!) {\n    revokeSecret(id: $id, agentId: $agentId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServerSettings {\n    settings {\n      defaultWorkingModel\n      pulseEnabled\n      pulseIntervalMinutes\n      wakeEnabled\n      wakeCooldownSec\n      maxWakesPerDay\n      maxConcurrentPulseSessions\n    }\n    modelSuggestions {\n      working\n    }\n  }\n"): (typeof documents)["\n  query ServerSettings {\n    settings {\n      defaultWorkingModel\n      pulseEnabled\n      pulseIntervalMinutes\n      wakeEnabled\n      wakeCooldownSec\n      maxWakesPerDay\n      maxConcurrentPulseSessions\n    }\n    modelSuggestions {\n      working\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      defaultWorkingModel\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      defaultWorkingModel\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Skills {\n    skills {\n      id\n      description\n      tags\n      content\n      enabled\n      hasFiles\n    }\n    agents {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query Skills {\n    skills {\n      id\n      description\n      tags\n      content\n      enabled\n      hasFiles\n    }\n    agents {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SkillGrants($agentId: ID!) {\n    agentSkills(agentId: $agentId) {\n      granted {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query SkillGrants($agentId: ID!) {\n    agentSkills(agentId: $agentId) {\n      granted {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateSkill($input: CreateSkillInput!) {\n    createSkill(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateSkill($input: CreateSkillInput!) {\n    createSkill(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchSkill($name: String!, $enabled: Boolean!) {\n    updateSkill(name: $name, input: { enabled: $enabled }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchSkill($name: String!, $enabled: Boolean!) {\n    updateSkill(name: $name, input: { enabled: $enabled }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantSkill($agentId: ID!, $name: String!) {\n    grantSkill(agentId: $agentId, name: $name) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation GrantSkill($agentId: ID!, $name: String!) {\n    grantSkill(agentId: $agentId, name: $name) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSkill($agentId: ID!, $name: String!) {\n    revokeSkill(agentId: $agentId, name: $name)\n  }\n"): (typeof documents)["\n  mutation RevokeSkill($agentId: ID!, $name: String!) {\n    revokeSkill(agentId: $agentId, name: $name)\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;